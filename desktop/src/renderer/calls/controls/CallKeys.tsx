import { useEffect, useMemo } from 'react';
import { useData, useServices } from '../../app/AppContext.ts';
import type { CallSession } from '../CallSession.ts';
import { callActionOf, isOnControl, isTypingIn } from './callShortcuts.ts';
import { TalkKey } from './TalkKey.ts';
import { useCallActions } from './useCallActions.ts';

/** The keys of a call. */
export function CallKeys({ session }: { readonly session: CallSession }) {
  const { runtime } = useServices();
  const singleKeys = useData(({ preferences }) => preferences.callKeys);
  const pushToTalk = useData(({ preferences }) => preferences.pushToTalk);
  const actions = useCallActions(session);
  const talk = useMemo(
    () =>
      new TalkKey({
        isMuted: () => session.store.getState().own.microphone === 'muted',
        setMicrophone: (on) => session.setMicrophone(on),
      }),
    [session],
  );
  // With push-to-talk the microphone is off until the key is held.
  useEffect(() => {
    if (pushToTalk) session.setMicrophone(false);
  }, [session, pushToTalk]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      // Held, it repeats, and would scroll the page.
      if (event.code === 'Space' && talk.talking) event.preventDefault();
      const action = callActionOf(event, {
        typing: isTypingIn(event.target),
        onControl: isOnControl(event.target),
        singleKeys,
        platform: runtime.platform,
      });
      if (action === null) return;
      if (action !== 'talk') actions[action]();
      else if (!talk.press()) return;
      event.preventDefault();
    };
    const onKeyUp = (event: KeyboardEvent): void => {
      if (event.code === 'Space') talk.release();
    };
    const release = (): void => talk.release();
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('keyup', onKeyUp);
    window.addEventListener('blur', release);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('keyup', onKeyUp);
      window.removeEventListener('blur', release);
      release();
    };
  }, [actions, runtime.platform, singleKeys, talk]);
  return null;
}
