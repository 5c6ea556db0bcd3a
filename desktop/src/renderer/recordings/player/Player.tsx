import { Button, Menu } from '@mantine/core';
import {
  IconDots,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward5,
  IconRewindForward5,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { KeptAudio } from '@confab/shared-types';
import { clockText } from '../../calls/controls/clockText.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { rates } from './Playback.ts';
import type { Playback } from './Playback.ts';
import { RemoveSound } from './RemoveSound.tsx';
import classes from './TranscriptPlayer.module.css';
import type { TranscriptPlayerProps } from './TranscriptPlayer.tsx';
import { usePlayerKeys } from './usePlayerKeys.ts';
import { useWordsAlong } from './useWordsAlong.ts';

const skipMs = 5_000;

export function Player(
  props: TranscriptPlayerProps & {
    readonly playback: Playback;
    readonly kept: readonly KeptAudio[];
  },
) {
  const { playback, words, onFar } = props;
  const { t } = useTranslation();
  const playing = useStore(playback.store, (state) => state.playing);
  const error = useStore(playback.store, (state) => state.error);
  const { following, follow } = useWordsAlong(playback, { words, onFar });
  usePlayerKeys(playback);
  const onKeyDown = (event: KeyboardEvent): void => {
    // On a button Space presses that button; elsewhere K is heard by the window.
    const inPosition = event.target instanceof HTMLInputElement;
    if (!inPosition || (event.key !== ' ' && event.code !== 'KeyK')) return;
    event.preventDefault();
    playback.toggle();
  };
  return (
    <div
      role="group"
      className={classes.player}
      aria-label={t('recordings.player.label')}
      data-player
      onKeyDown={onKeyDown}
    >
      <IconButton
        icon={playing ? IconPlayerPauseFilled : IconPlayerPlayFilled}
        label={t(playing ? 'recordings.player.pause' : 'recordings.player.play')}
        shortcut="K"
        onClick={() => {
          follow();
          playback.toggle();
        }}
      />
      <IconButton
        icon={IconRewindBackward5}
        label={t('recordings.player.back')}
        onClick={() => playback.skip(-skipMs)}
      />
      <IconButton
        icon={IconRewindForward5}
        label={t('recordings.player.forward')}
        onClick={() => playback.skip(skipMs)}
      />
      <Position playback={playback} />
      {playing && !following && (
        <Button size="compact-sm" variant="default" onClick={follow}>
          {t('recordings.player.follow')}
        </Button>
      )}
      <Speed playback={playback} />
      <More {...props} />
      {error !== null && (
        <p className={classes.failure} role="alert">
          {t('recordings.player.failed', { reason: error instanceof Error ? error.message : '' })}
        </p>
      )}
    </div>
  );
}

function Position({ playback }: { readonly playback: Playback }) {
  const { t } = useTranslation();
  const at = useStore(playback.store, (state) => state.at - state.startedAt);
  const total = useStore(playback.store, (state) => state.endedAt - state.startedAt);
  const startedAt = useStore(playback.store, (state) => state.startedAt);
  const times = { at: clockText(at), total: clockText(total) };
  return (
    <>
      <span className={classes.time} aria-hidden>
        {times.at}
      </span>
      <input
        type="range"
        className={classes.position}
        style={
          { '--played': `${String(total === 0 ? 0 : (at / total) * 100)}%` } as React.CSSProperties
        }
        min={0}
        max={total}
        step={1_000}
        value={at}
        aria-label={t('recordings.player.position')}
        aria-valuetext={t('recordings.player.positionText', times)}
        onChange={(event) => playback.seek(startedAt + Number(event.currentTarget.value))}
      />
      <span className={classes.time} aria-hidden>
        {times.total}
      </span>
    </>
  );
}

function Speed({ playback }: { readonly playback: Playback }) {
  const { t, i18n } = useTranslation();
  const chosen = useStore(playback.store, (state) => state.rate);
  const number = new Intl.NumberFormat(i18n.language);
  const label = (rate: number): string =>
    t('recordings.player.times', { rate: number.format(rate) });
  return (
    <Menu position="bottom-end" width={120} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          className={classes.speed ?? ''}
          aria-label={`${t('recordings.player.speed')}: ${label(chosen)}`}
        >
          {label(chosen)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={String(chosen)}
          onChange={(value) => playback.setRate(Number(value))}
        >
          {rates.map((rate) => (
            <Menu.RadioItem key={rate} value={String(rate)} closeMenuOnClick>
              {label(rate)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

function More(
  props: Pick<TranscriptPlayerProps, 'workspace' | 'call'> & {
    readonly kept: readonly KeptAudio[];
  },
) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Menu position="bottom-end" width={200} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <IconButton icon={IconDots} label={t('recordings.player.more')} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} stroke={1.75} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            {t('recordings.player.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking && <RemoveSound {...props} onClose={() => setAsking(false)} />}
    </>
  );
}
