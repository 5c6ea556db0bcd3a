import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { DeviceMenu } from '../devices/DeviceMenu.tsx';
import classes from './CallControls.module.css';
import { ControlButton } from './ControlButton.tsx';
import { useCallActions } from './useCallActions.ts';
import { useOwnControls } from './useOwnControls.ts';

/** The microphone's or the camera's control and, beside it, the choice of device. */
export function MediaControl(props: {
  readonly session: CallSession;
  readonly kind: 'microphone' | 'camera';
}) {
  const { session, kind } = props;
  const { t } = useTranslation();
  const actions = useCallActions(session);
  const control = useOwnControls(session)[kind];
  return (
    <div className={classes.split}>
      <ControlButton {...control} onClick={actions[kind]} />
      <DeviceMenu
        kind={kind}
        opener={
          <button
            type="button"
            className={classes.chevron}
            aria-label={t(`calls.controls.${kind}Menu`)}
          >
            <IconChevronDown size={14} stroke={2} aria-hidden />
          </button>
        }
      />
      {kind === 'microphone' && <MutedWord session={session} />}
    </div>
  );
}

/** Said to the eye while somebody speaks into a muted microphone; to the ear by the announcer. */
export function MutedWord({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const speaking = useSession(session, (state) => state.own.speakingWhileMuted);
  if (!speaking) return null;
  return (
    <span className={classes.word} aria-hidden>
      {t('calls.controls.youAreMuted')}
    </span>
  );
}
