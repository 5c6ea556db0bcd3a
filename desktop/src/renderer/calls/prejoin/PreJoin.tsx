import { Button, Checkbox } from '@mantine/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useData } from '../../app/AppContext.ts';
import { useUpdatePreferences } from '../../settings/useUpdatePreferences.ts';
import { useFocusReturn } from '../../ui/useFocusReturn.ts';
import { useCallServices, useRings } from '../CallsContext.ts';
import { DeviceSelect } from '../devices/DeviceSelect.tsx';
import { SpeakerTest } from '../devices/SpeakerTest.tsx';
import { TreatmentSwitches } from '../devices/TreatmentSwitches.tsx';
import { usePageTitle } from '../usePageTitle.ts';
import { failureText } from './failureText.ts';
import { OwnPicture } from './OwnPicture.tsx';
import { DeviceProblem } from './DeviceProblem.tsx';
import type { Prejoin } from './prejoinStore.ts';
import classes from './PreJoin.module.css';
import { useWholeStage } from './useWholeStage.ts';
import { WhoIsInside } from './WhoIsInside.tsx';

/** Oneself as the others will see and hear one, what is used for it, and who is inside. */
export function PreJoin({ prejoin }: { readonly prejoin: Prejoin }) {
  const { target, own } = prejoin;
  const { t } = useTranslation();
  const services = useCallServices();
  const title = usePageTitle(target.workspace, target.page);
  useFocusReturn();
  useWholeStage();
  const leave = (): void => services.prejoin.leave();
  useEscape(leave);
  return (
    <section className={classes.screen} aria-label={t('calls.prejoin.label')}>
      <div className={classes.column}>
        <header className={classes.header}>
          <h2 className={classes.title}>{title}</h2>
          <WhoIsInside prejoin={prejoin} />
        </header>
        <OwnPicture own={own} workspace={target.workspace} controls />
        <DeviceProblem own={own} />
        <div className={classes.devices}>
          <DeviceSelect kind="microphone" />
          <DeviceSelect kind="camera" />
          <div className={classes.speaker}>
            <DeviceSelect kind="speaker" />
            <SpeakerTest />
          </div>
        </div>
        <TreatmentSwitches className={classes.switches} />
        <Enter prejoin={prejoin} />
        <div className={classes.foot}>
          <SkipFromNowOn />
          <Button variant="subtle" color="gray" onClick={leave}>
            {t('calls.prejoin.notNow')}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** The one thing to do here, or the two where this person is inside already. */
function Enter({ prejoin }: { readonly prejoin: Prejoin }) {
  const { t } = useTranslation();
  const services = useCallServices();
  const primary = useRef<HTMLButtonElement>(null);
  const { target, own, twins, entering, failure } = prejoin;
  const [twin] = twins;
  const enter = (): void => void services.prejoin.enter(twin?.session);
  const joinToo = (): void => {
    own.setMicrophone(false);
    void services.prejoin.enter();
  };
  useEffect(() => primary.current?.focus(), []);
  const first = target.call === null ? 'calls.prejoin.start' : 'calls.prejoin.join';
  return (
    <div className={classes.enter}>
      {twin !== undefined && <p className={classes.hint}>{t('calls.prejoin.twin')}</p>}
      {failure !== null && (
        <p className={classes.failure} role="alert">
          {failureText(t, failure)}
        </p>
      )}
      <div className={classes.buttons}>
        <Button ref={primary} size="md" loading={entering} onClick={enter}>
          {t(twin === undefined ? first : 'calls.prejoin.moveHere')}
        </Button>
        {twin !== undefined && (
          <Button size="md" variant="default" disabled={entering} onClick={joinToo}>
            {t('calls.prejoin.joinToo')}
          </Button>
        )}
      </div>
    </div>
  );
}

function SkipFromNowOn() {
  const { t } = useTranslation();
  const skip = useData(({ preferences }) => preferences.skipPreJoin);
  const update = useUpdatePreferences();
  return (
    <Checkbox
      label={t('calls.prejoin.skip')}
      description={skip ? t('calls.prejoin.skipUndo') : undefined}
      checked={skip}
      onChange={({ currentTarget }) => update({ skipPreJoin: currentTarget.checked })}
    />
  );
}

/** Esc leaves, unless it closes something that is open over the screen, or declines a ring. */
function useEscape(leave: () => void): void {
  const ringing = useRings((state) => state.incoming.length > 0);
  const onEscape = useEffectEvent(leave);
  useEffect(() => {
    if (ringing) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : null;
      const over = target?.closest('[role="dialog"], [role="menu"], [aria-expanded="true"]');
      if (over !== null && over !== undefined) return;
      event.preventDefault();
      onEscape();
    };
    // Before the fields, which close their lists with the same key.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [ringing]);
}
