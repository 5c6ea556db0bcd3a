import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { OwnMedia } from '../devices/OwnMedia.ts';
import type { OwnMediaState } from '../devices/ownMediaState.ts';
import classes from './PreJoin.module.css';

/** What cannot be had, and what to do about it. One can go in without. */
export function DeviceProblem({ own }: { readonly own: OwnMedia }) {
  const { t } = useTranslation();
  const problem = useStore(own.store, problemOf);
  if (problem === null) return null;
  return (
    <p className={classes.problem} role="status">
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <span>{t(`calls.prejoin.problems.${problem}`)}</span>
      <Button variant="subtle" size="compact-sm" onClick={() => own.tryAgain()}>
        {t('common.retry')}
      </Button>
    </p>
  );
}

type Problem =
  | 'bothDenied'
  | 'bothMissing'
  | 'microphoneDenied'
  | 'microphoneMissing'
  | 'cameraDenied'
  | 'cameraMissing';

export function problemOf({ microphone, camera }: OwnMediaState): Problem | null {
  if (microphone === 'denied') return camera === 'denied' ? 'bothDenied' : 'microphoneDenied';
  if (microphone === 'missing') return camera === 'missing' ? 'bothMissing' : 'microphoneMissing';
  if (camera === 'denied') return 'cameraDenied';
  return camera === 'missing' ? 'cameraMissing' : null;
}
