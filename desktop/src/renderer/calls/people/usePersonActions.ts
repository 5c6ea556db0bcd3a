import type { CallRole, TrackSource } from '@confab/shared-types';
import { ConfabError } from '@confab/shared-types';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/AppContext.ts';
import type { CallSession } from '../CallSession.ts';
import { useTell } from '../controls/useTell.ts';
import type { CallPeer } from '../room/callState.ts';

export interface PersonActions {
  readonly mute: (peer: CallPeer, source: TrackSource) => void;
  readonly askToUnmute: (peer: CallPeer) => void;
  readonly setRole: (peer: CallPeer, role: CallRole) => void;
  readonly muteAll: () => void;
  readonly admit: (session: string) => void;
  readonly refuse: (session: string) => void;
  readonly setRules: (rules: { readonly locked?: boolean; readonly lobby?: boolean }) => void;
}

/** What hosts do about others; what the server refuses is told in a toast. */
export function usePersonActions({ call }: CallSession): PersonActions {
  const { t } = useTranslation();
  const { toasts } = useServices();
  const tell = useTell();
  return useMemo(() => {
    const done = (work: Promise<unknown>): void => tell(work, 'calls.peoplePanel.failed');
    const say = (cause: string, text: string): void => toasts.show({ cause, text });
    return {
      mute: ({ session }, source) => done(mute(call, session, source)),
      askToUnmute: ({ session, name }) =>
        done(
          call
            .askToUnmute(session, 'microphone')
            .then(() => say('unmute-asked', t('calls.peoplePanel.asked', { name }))),
        ),
      setRole: ({ session }, role) => done(call.setRole(session, role)),
      muteAll: () => {
        const heard = call.getState().peers.filter(({ tracks: { microphone } }) => {
          return microphone !== undefined && !microphone.muted;
        });
        const all = heard.map(({ session }) => mute(call, session, 'microphone'));
        done(Promise.all(all).then(() => say('muted-all', t('calls.peoplePanel.mutedAll'))));
      },
      admit: (session) => done(call.admit(session)),
      refuse: (session) => done(call.refuse(session)),
      setRules: (rules) => done(call.setRules(rules)),
    };
  }, [call, t, toasts, tell]);
}

/** Whoever muted themselves, or left, in the same moment needs nothing more. */
async function mute(
  call: CallSession['call'],
  session: string,
  source: TrackSource,
): Promise<void> {
  try {
    await call.mutePeer(session, source);
  } catch (error) {
    const over = error instanceof ConfabError && isOver(error.code);
    if (!over) throw error;
  }
}

function isOver(code: ConfabError['code']): boolean {
  return code === 'producer-unknown' || code === 'peer-unknown';
}
