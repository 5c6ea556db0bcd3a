import '../../../src/renderer/ui/fonts.css';
import '@mantine/core/styles.css';
import '../../../src/renderer/ui/tokens.css';
import '../../../src/renderer/ui/base.css';
import { MantineProvider } from '@mantine/core';
import { createElement, StrictMode } from 'react';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { createStore } from 'zustand/vanilla';
import { AppContext, useLayout } from '../../../src/renderer/app/AppContext.ts';
import type { AppServices } from '../../../src/renderer/app/AppContext.ts';
import frame from '../../../src/renderer/app/Frame.module.css';
import { createLayoutStore, isPageBeside } from '../../../src/renderer/app/layoutStore.ts';
import { StagePageResizer } from '../../../src/renderer/app/StagePageResizer.tsx';
import { useKeptWidth } from '../../../src/renderer/app/useKeptWidth.ts';
import { usePageRoom } from '../../../src/renderer/app/usePageRoom.ts';
import { CallsContext } from '../../../src/renderer/calls/CallsContext.ts';
import type { CallServices } from '../../../src/renderer/calls/CallsContext.ts';
import type { CallSession, SessionState } from '../../../src/renderer/calls/CallSession.ts';
import { CallAsideContext } from '../../../src/renderer/calls/controls/CallAsideContext.ts';
import { createCallAside } from '../../../src/renderer/calls/controls/callAside.ts';
import { CallDock } from '../../../src/renderer/calls/stage/CallDock.tsx';
import { createStageStore } from '../../../src/renderer/calls/stage/stageStore.ts';
import { noConsents } from '../../../src/renderer/calls/transcription/consents.ts';
import { HubClient } from '../../../src/renderer/hub/HubClient.ts';
import { startI18n } from '../../../src/renderer/i18n.ts';
import { cssVariables, theme } from '../../../src/renderer/ui/theme.ts';
import { createToastStore } from '../../../src/renderer/ui/toastStore.ts';
import { createFakeCall } from './fakeCall.ts';

const wanted = new URLSearchParams(location.search);
const count = (name: string): number => Number(wanted.get(name) ?? 0);
const language = wanted.get('language') === 'ko' ? 'ko' : 'en';
const scheme = wanted.get('theme') === 'dark' ? 'dark' : 'light';

const { call, asked, change, seat } = createFakeCall(
  count('others'),
  count('screens'),
  wanted.has('ownScreen'),
);
let focused = 0;
const shownListeners = new Set<(shown: boolean) => void>();

const layout = createLayoutStore();
layout.setState({ callSize: wanted.get('size') === 'dock' ? 'dock' : 'stage' });
const stage = createStageStore();
stage.setLayout(wanted.get('layout') === 'speaker' ? 'speaker' : 'auto');

const info = {
  id: 'call-1',
  workspace: 'workspace-1',
  page: null,
  startedAt: Date.now() - 754_000,
  endedAt: null,
  minutesPage: null,
};
const captioned = wanted.has('captions');
change({
  transcription: captioned ? { startedBy: 'account-0', startedAt: Date.now() } : null,
});
const store = createStore(() => ({
  info,
  call: call.getState(),
  own: {
    ...{ microphone: 'on', camera: 'on', screen: 'off', screenAudio: false },
    speakingWhileMuted: false,
  },
  captions: captioned
    ? [
        {
          ...{ speaker: 'account-0', name: 'Anna Weber', receivedAt: Date.now() },
          caption: {
            ...{ utterance: 'u1', final: true },
            text: 'We said we would look at the numbers of the first quarter together, and then decide.',
          },
        },
        {
          ...{ speaker: 'account-1', name: 'Ben Alvarez', receivedAt: Date.now() },
          caption: {
            ...{ utterance: 'u2', final: false },
            text: 'Before that I would like to hear what the others have found out, because the numbers of the second quarter are not complete, and some of them are wrong.',
          },
        },
      ]
    : [],
  words: {
    ...{ speech: captioned ? 'on' : 'off', consents: noConsents },
    ...{ told: true, modelNoticeSeen: true, language: null },
  },
  transcriber: { state: 'idle' },
  playSound: null,
})) as unknown as CallSession['store'];
call.subscribe(() => store.setState({ call: call.getState() } as Partial<SessionState>));
const session = {
  id: info.id,
  store,
  call,
  own: { store: createStore(() => store.getState().own), microphoneLevel: () => 0 },
  voice: { store: createStore(() => ({ name: 'off' })) },
  elapsedMs: () => 754_000,
  microphoneLevel: () => 0,
  toggleHand: () => Promise.resolve(),
  toggleMicrophone: () => undefined,
  toggleCamera: () => undefined,
  shareScreen: () => Promise.resolve(),
  stopSharing: () => undefined,
} as unknown as CallSession;

const preferences = {
  ...{ language, theme: scheme, speaker: null, microphone: null, camera: null, callKeys: true },
  ...{ pushToTalk: false, captionSize: 'medium', backgroundBlur: false, noiseSuppression: true },
  ...{ sidebarWidth: 256, sidebarHidden: false, stagePageWidth: null, captions: true },
};
const services = {
  runtime: {
    ...{ kind: 'browser', platform: 'linux', capabilities: {} },
    onShown: (listener: (shown: boolean) => void) => {
      shownListeners.add(listener);
      return () => shownListeners.delete(listener);
    },
    openCallWindow: () =>
      Promise.resolve(window.open('about:blank', 'confab-call', 'popup,width=320,height=280')),
    focusWindow: () => {
      focused += 1;
    },
  },
  // A hub that never answers: a call is drawn without one.
  hub: new HubClient({ connect: () => new Promise(() => undefined) }),
  app: createStore(() => ({
    hub: 'open',
    unsaved: false,
    data: {
      preferences,
      profile: { person: 'person-1', name: 'Dana Novak' },
      workspaces: [{ id: info.workspace, name: 'Study group', server: null }],
      connections: [],
    },
  })),
  route: createStore(() => ({ workspace: info.workspace, page: null })),
  layout,
  toasts: createToastStore(),
} as unknown as AppServices;
const calls = {
  calls: Object.assign(
    createStore(() => ({ session, starting: false, running: {} })),
    { leave: () => undefined },
  ),
  rings: createStore(() => ({ incoming: [], outgoing: [] })),
  stage,
} as unknown as CallServices;
const aside = createCallAside(session, console.error);

/** The frame of the app around a call: as much of the window is taken as there. */
function Window(): ReactNode {
  const size = useLayout((state) => state.callSize);
  const beside = useLayout(isPageBeside);
  const { width } = useKeptWidth('stagePageWidth');
  const sidebar = createElement('nav', { className: 'harness-sidebar' });
  const header = createElement('header', { className: 'harness-header' });
  const slot = createElement('section', { className: frame.call }, createElement(CallDock));
  const resizer = createElement(StagePageResizer, { className: frame.resizer });
  const page = createElement('main', { className: frame.page }, 'Page');
  const body = createElement(
    'div',
    {
      ref: usePageRoom(),
      className: frame.body,
      'data-call-size': size,
      'data-page-beside': beside || undefined,
      style: { '--page-width': `${String(width)}px` },
    },
    slot,
    resizer,
    page,
  );
  const column = createElement('div', { className: frame.column }, header, body);
  return createElement('div', { className: frame.frame }, sidebar, column);
}

declare global {
  interface Window {
    readonly harness: {
      readonly asked: typeof asked;
      readonly change: typeof change;
      readonly seat: typeof seat;
      readonly state: typeof call.getState;
      readonly layout: typeof layout;
      readonly stage: typeof stage;
      readonly setShown: (shown: boolean) => void;
      /** How often the app's window was brought forward. */
      readonly focused: () => number;
    };
  }
}

Object.assign(window, {
  harness: {
    ...{ asked, change, seat, layout, stage },
    state: () => call.getState(),
    focused: () => focused,
    setShown: (shown: boolean) => {
      for (const listener of shownListeners) listener(shown);
    },
  },
});

const style = document.createElement('style');
style.textContent = `
  .harness-sidebar { flex: none; width: 256px; background: var(--cf-chrome); border-inline-end: 1px solid var(--cf-border); }
  .harness-header { flex: none; height: 44px; border-bottom: 1px solid var(--cf-border); }
  @media (width < 680px) { .harness-sidebar { display: none; } }
`;
document.head.append(style);

await startI18n(language);
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const themed = createElement(
  MantineProvider,
  { theme, cssVariablesResolver: cssVariables, forceColorScheme: scheme, children: null },
  createElement(
    CallsContext,
    { value: calls },
    createElement(CallAsideContext, { value: aside }, createElement(Window)),
  ),
);
createRoot(root).render(
  createElement(StrictMode, null, createElement(AppContext, { value: services }, themed)),
);
