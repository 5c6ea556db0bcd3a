import {
  IconBadgeCc,
  IconFileText,
  IconHandStop,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallSize } from '../../app/layoutStore.ts';
import classes from './CallControls.module.css';
import { callShortcuts } from './callShortcuts.ts';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { ControlButton } from './ControlButton.tsx';
import { useCallActions } from './useCallActions.ts';

/** What one does in a call. Leave stands apart. */
export function CallControls(props: {
  readonly session: CallSession;
  readonly size: CallSize;
  readonly pageTitle: string;
}) {
  const { session, size, pageTitle } = props;
  const { t } = useTranslation();
  const actions = useCallActions(session);
  const { own, call, captionsShown } = useSession(session, (state) => state);
  const heard = own.microphone === 'on' || own.microphone === 'starting';
  const seen = own.camera === 'on' || own.camera === 'starting';
  const transcribing = call.transcription !== null;
  const handRaised = call.self?.handRaised ?? false;
  return (
    <div
      className={classes.controls}
      data-size={size}
      role="toolbar"
      aria-label={t('calls.controls.label')}
    >
      <ControlButton
        label={t(heard ? 'calls.controls.mute' : 'calls.controls.unmute')}
        icon={heard ? IconMicrophone : IconMicrophoneOff}
        shortcut={callShortcuts.microphone}
        tone={heard ? 'plain' : 'muted'}
        onClick={actions.microphone}
      />
      <ControlButton
        label={t(seen ? 'calls.controls.cameraOff' : 'calls.controls.cameraOn')}
        icon={seen ? IconVideo : IconVideoOff}
        shortcut={callShortcuts.camera}
        tone={seen ? 'plain' : 'muted'}
        onClick={actions.camera}
      />
      <ControlButton
        label={t(transcribing ? 'calls.controls.transcribeStop' : 'calls.controls.transcribe')}
        icon={IconFileText}
        tone={transcribing ? 'on' : 'plain'}
        onClick={() => actions.transcription(pageTitle)}
      />
      {transcribing && (
        <ControlButton
          label={t(captionsShown ? 'calls.controls.captionsOff' : 'calls.controls.captionsOn')}
          icon={IconBadgeCc}
          shortcut={callShortcuts.captions}
          tone={captionsShown ? 'on' : 'plain'}
          onClick={actions.captions}
        />
      )}
      <ControlButton
        label={t(handRaised ? 'calls.controls.handDown' : 'calls.controls.handUp')}
        icon={IconHandStop}
        shortcut={callShortcuts.hand}
        tone={handRaised ? 'on' : 'plain'}
        onClick={actions.hand}
      />
      <span className={classes.gap} />
      <ControlButton
        label={t('calls.controls.leave')}
        icon={IconPhoneOff}
        tone="leave"
        onClick={actions.leave}
      />
    </div>
  );
}
