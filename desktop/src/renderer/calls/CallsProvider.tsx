import type { Preferences } from '@confab/shared-types';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useServices } from '../app/AppContext.ts';
import type { AppServices } from '../app/AppContext.ts';
import { i18n } from '../i18n.ts';
import { CallAnnouncer } from './controls/CallAnnouncer.tsx';
import { CallClient } from './room/CallClient.ts';
import { CallKeys } from './controls/CallKeys.tsx';
import { CallsContext, useCalls } from './CallsContext.ts';
import type { CallServices } from './CallsContext.ts';
import { createCallStore } from './callStore.ts';
import { captureSpeech } from './captions/captureSpeech.ts';
import { createLocalMedia } from './devices/localMedia.ts';
import { callEndText, ringEndText } from './rings/outcomeTexts.ts';
import { RemoteAudio } from './stage/RemoteAudio.tsx';
import { createRingStore } from './rings/ringStore.ts';
import { useRingAnswers } from './rings/useRingAnswers.ts';

/** The calls of this window: made once, above every screen that shows or starts one. */
export function CallsProvider({ children }: { readonly children: ReactNode }) {
  const services = useServices();
  const [value] = useState(() => createCallServices(services));
  return (
    <CallsContext value={value}>
      <ShellCommands />
      <CallInWindow />
      {children}
    </CallsContext>
  );
}

/** What a call needs of the window beside its dock. */
function CallInWindow() {
  const session = useCalls((state) => state.session);
  if (session === null) return null;
  return (
    <>
      <CallKeys key={`keys-${session.id}`} session={session} />
      <RemoteAudio key={`sound-${session.id}`} session={session} />
      <CallAnnouncer key={`words-${session.id}`} session={session} />
    </>
  );
}

function ShellCommands() {
  const { runtime } = useServices();
  const session = useCalls((state) => state.session);
  const { leave, accept, decline, find } = useRingAnswers();
  useEffect(
    () =>
      runtime.onCommand((command) => {
        switch (command.type) {
          case 'toggle-microphone':
            return session?.toggleMicrophone();
          case 'leave-call':
            return leave();
          case 'answer-ring':
          case 'decline-ring': {
            const ring = find(command.ring);
            if (ring === null) return;
            return command.type === 'answer-ring' ? accept(ring) : decline(ring);
          }
        }
      }),
    [runtime, session, leave, accept, decline, find],
  );
  return null;
}

function createCallServices(services: AppServices): CallServices {
  const { hub, runtime, app, layout, toasts } = services;
  const preferences = (): Preferences | null => app.getState().data?.preferences ?? null;
  const onProblem = (problem: unknown): void => console.error(problem);

  const calls = createCallStore({
    hub,
    joinCall: (options) => CallClient.join(options),
    media: createLocalMedia(navigator.mediaDevices),
    capture: captureSpeech,
    devices: () => ({
      microphone: preferences()?.microphone ?? null,
      camera: preferences()?.camera ?? null,
    }),
    speechChoice: () => ({
      model: preferences()?.speechModel ?? null,
      language: preferences()?.speechLanguage ?? 'en',
    }),
    newTrackId: () => crypto.randomUUID(),
    onActive: (active) => {
      runtime.setCallActive(active);
      if (!active) layout.setState({ callSize: 'dock' });
    },
    onEnded: (reason, error) => {
      toasts.show({ cause: 'call-ended', text: callEndText(i18n.t, reason, error) });
    },
    onProblem,
  });

  const rings = createRingStore({
    hub,
    accountAt: (server) => {
      const connections = app.getState().data?.connections ?? [];
      return connections.find((one) => one.server.server === server)?.account.id ?? null;
    },
    onEnded: (ring, end) => {
      toasts.show({ cause: `ring-${ring.id}`, text: ringEndText(i18n.t, ring.from.name, end) });
    },
    onProblem,
  });

  calls.subscribe(({ session }, before) => {
    if (before.session !== null && before.session !== session) rings.finish(before.session.id);
  });
  followModelChoice(services, calls);
  return { calls, rings };
}

/** A model chosen during a call is used at once. */
function followModelChoice({ app }: AppServices, calls: CallServices['calls']): void {
  const chosen = (state: ReturnType<typeof app.getState>): string =>
    `${state.data?.preferences.speechModel}/${state.data?.preferences.speechLanguage}`;
  app.subscribe((state, before) => {
    if (chosen(state) !== chosen(before)) calls.getState().session?.restartSpeech();
  });
}
