import {
  IconBadgeCc,
  IconFileText,
  IconHandStop,
  IconMessage,
  IconMoodSmile,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useData, useLayout } from '../../app/AppContext.ts';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { useCallAside, useCallView } from './CallAsideContext.ts';
import { callShortcuts } from './callShortcuts.ts';
import type { ControlButtonProps } from './ControlButton.tsx';
import type { OptionalControl } from './fitControls.ts';
import { useCallActions } from './useCallActions.ts';
import { useOwnControls } from './useOwnControls.ts';

export type OptionalControls = Readonly<
  Record<OptionalControl, ControlButtonProps & { readonly onClick: () => void }>
>;

/** The controls that stand in the row or in *more*, as they are now. */
export function useOptionalControls(session: CallSession, pageTitle: string): OptionalControls {
  const { t } = useTranslation();
  const actions = useCallActions(session);
  const { chat } = useCallAside();
  const { share } = useOwnControls(session);
  const panel = useLayout((state) => state.rightPanel);
  const reacting = useCallView((state) => state.reactionsOpened);
  const unread = useStore(chat, (state) => state.unread);
  const call = useSession(session, (state) => state.call);
  const captionsShown = useData(({ preferences }) => preferences.captions);
  const transcribing = call.transcription !== null;
  const captions = transcribing && captionsShown;
  const hand = call.self?.handRaised ?? false;
  const inside = call.peers.length + (call.self === null ? 0 : 1);
  const waiting = call.waiting.length;
  return {
    share: { ...share, onClick: actions.share },
    transcription: {
      label: t(transcribing ? 'calls.controls.transcribeStop' : 'calls.controls.transcribe'),
      word: t('calls.controls.transcribeWord'),
      icon: IconFileText,
      tone: transcribing ? 'on' : 'plain',
      onClick: () => actions.transcription(pageTitle),
    },
    captions: {
      label: t(captions ? 'calls.controls.captionsOff' : 'calls.controls.captionsOn'),
      word: t('calls.controls.captionsWord'),
      icon: IconBadgeCc,
      shortcut: callShortcuts.captions,
      tone: captions ? 'on' : 'plain',
      reason: transcribing ? null : t('calls.controls.captionsNone'),
      onClick: actions.captions,
    },
    hand: {
      label: t(hand ? 'calls.controls.handDown' : 'calls.controls.handUp'),
      word: t('calls.controls.handWord'),
      icon: IconHandStop,
      shortcut: callShortcuts.hand,
      tone: hand ? 'on' : 'plain',
      onClick: actions.hand,
    },
    reactions: {
      label: t('calls.controls.react'),
      word: t('calls.controls.reactWord'),
      icon: IconMoodSmile,
      shortcut: callShortcuts.reactions,
      tone: reacting ? 'on' : 'plain',
      'aria-expanded': reacting,
      onClick: actions.reactions,
    },
    chat: {
      label:
        unread === 0 ? t('calls.controls.chat') : t('calls.controls.chatUnread', { count: unread }),
      word: t('calls.controls.chatWord'),
      icon: IconMessage,
      shortcut: callShortcuts.chat,
      tone: panel === 'call-chat' ? 'on' : 'plain',
      'aria-pressed': panel === 'call-chat',
      onClick: actions.chat,
      ...(unread === 0 ? {} : { badge: unread }),
    },
    people: {
      label:
        waiting === 0
          ? t('calls.controls.people', { count: inside })
          : t('calls.controls.peopleWaiting', { count: waiting }),
      word: t('calls.controls.peopleWord'),
      icon: IconUsers,
      shortcut: callShortcuts.people,
      tone: panel === 'call-people' ? 'on' : 'plain',
      'aria-pressed': panel === 'call-people',
      onClick: actions.people,
      ...(waiting > 0 ? { badge: 'dot' as const } : {}),
      ...(waiting === 0 && inside > 0 ? { count: inside } : {}),
    },
  };
}
