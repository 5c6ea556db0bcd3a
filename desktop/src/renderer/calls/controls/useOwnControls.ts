import {
  IconMicrophone,
  IconMicrophoneOff,
  IconScreenShare,
  IconScreenShareOff,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { mayPublish } from '../room/mayPublish.ts';
import { callShortcuts } from './callShortcuts.ts';
import type { ControlButtonProps } from './ControlButton.tsx';

type Control = Pick<
  ControlButtonProps,
  'label' | 'word' | 'otherWord' | 'icon' | 'shortcut' | 'tone' | 'reason'
>;

/** How the controls of one's own microphone, camera and screen look now, wherever they stand. */
export function useOwnControls(
  session: CallSession,
): Readonly<Record<'microphone' | 'camera' | 'share', Control>> {
  const { t } = useTranslation();
  const own = useSession(session, (state) => state.own);
  const grants = useSession(session, (state) => state.call.grants);
  const heard = own.microphone === 'on' || own.microphone === 'starting';
  const seen = own.camera === 'on' || own.camera === 'starting';
  const shared = own.screen === 'on';
  const noMicrophone = own.microphone === 'missing' || own.microphone === 'denied';
  const noCamera = own.camera === 'missing' || own.camera === 'denied';
  return {
    microphone: {
      label: heard
        ? t('calls.controls.mute')
        : noMicrophone
          ? t('calls.controls.noMicrophone')
          : t('calls.controls.unmute'),
      word: noMicrophone
        ? t('calls.controls.microphoneWord')
        : t(heard ? 'calls.controls.mute' : 'calls.controls.unmute'),
      otherWord: t(heard ? 'calls.controls.unmute' : 'calls.controls.mute'),
      icon: heard ? IconMicrophone : IconMicrophoneOff,
      shortcut: callShortcuts.microphone,
      tone: heard ? 'plain' : 'muted',
      reason: mayPublish(grants, 'microphone') ? null : t('calls.controls.microphoneNotAllowed'),
    },
    camera: {
      label: seen
        ? t('calls.controls.cameraOff')
        : noCamera
          ? t('calls.controls.noCamera')
          : t('calls.controls.cameraOn'),
      word: t('calls.controls.cameraWord'),
      icon: seen ? IconVideo : IconVideoOff,
      shortcut: callShortcuts.camera,
      tone: seen ? 'plain' : 'muted',
      reason: mayPublish(grants, 'camera') ? null : t('calls.controls.cameraNotAllowed'),
    },
    share: {
      label: t(shared ? 'calls.controls.shareStop' : 'calls.controls.share'),
      word: t(shared ? 'calls.controls.stopWord' : 'calls.controls.shareWord'),
      otherWord: t(shared ? 'calls.controls.shareWord' : 'calls.controls.stopWord'),
      icon: shared ? IconScreenShareOff : IconScreenShare,
      shortcut: callShortcuts.share,
      tone: shared ? 'on' : 'plain',
      reason: mayPublish(grants, 'screen_share') ? null : t('calls.controls.shareNotAllowed'),
    },
  };
}
