import { ConfabError } from '@confab/shared-types';
import type { AccountId, Preferences, WorkspaceId } from '@confab/shared-types';
import type { AppServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { i18n } from '../i18n.ts';
import { startTape } from '../recordings/startTape.ts';
import { spokenLanguages } from '../models/spokenLanguages.ts';
import type { CallServices } from './CallsContext.ts';
import type { CallSession } from './CallSession.ts';
import { createCallStore } from './callStore.ts';
import { captureSpeech } from './captions/captureSpeech.ts';
import type { DeviceChoices } from './devices/deviceChoices.ts';
import { createDeviceStore } from './devices/deviceStore.ts';
import { followDevices } from './devices/followDevices.ts';
import { createOpenMedia } from './devices/openMedia.ts';
import { joinsAlone } from './joinsAlone.ts';
import { createPrejoinStore } from './prejoin/prejoinStore.ts';
import type { CallTarget } from './prejoin/prejoinStore.ts';
import { callEndText, ringEndText } from './rings/outcomeTexts.ts';
import { createNotificationStore } from './notifications/notificationStore.ts';
import { tellNotifications } from './notifications/tellNotifications.ts';
import { createRingStore } from './rings/ringStore.ts';
import { CallClient } from './room/CallClient.ts';
import { lookIntoRoom } from './room/RoomWatch.ts';
import { createStageStore } from './stage/stageStore.ts';

/** Everything about calls that a window has once. */
export function createCallServices(services: AppServices): CallServices {
  const { hub, app, toasts } = services;
  const preferences = (): Preferences | null => app.getState().data?.preferences ?? null;
  const onProblem = (problem: unknown): void => console.error(problem);
  const remember = (choices: Partial<DeviceChoices>): void => {
    hub.request('preferences.update', choices).catch(onProblem);
  };

  const devices = createDeviceStore(navigator.mediaDevices, onProblem);
  const openMedia = createOpenMedia({ services, devices, remember, onProblem });

  const calls = createCallStore({
    hub,
    joinCall: (options) => CallClient.join(options),
    capture: captureSpeech,
    startTape,
    remember,
    speechChoice: () => ({
      model: preferences()?.speechModel ?? null,
      language: preferences()?.speechLanguage ?? 'en',
    }),
    languages: () => spokenLanguages(navigator.languages, i18n.language),
    onVolunteerFailed: (name, error) => {
      const reason = errorText(i18n.t, error);
      const text = i18n.t('transcription.volunteerFailed', { name, reason });
      toasts.show({ cause: 'volunteer', text, tone: 'danger' });
    },
    onRefused: (error) => void prejoin.refused(new ConfabError(error ?? 'internal')),
    onEnded: (reason, error) => {
      toasts.show({ cause: 'call-ended', text: callEndText(i18n.t, reason, error) });
    },
    onProblem,
  });

  const rings = createRingStore({
    hub,
    accountAt: (server) => accountAt(services, server),
    onEnded: (ring, end) => {
      if (preferences()?.doNotDisturb === true) return;
      toasts.show({ cause: `ring-${ring.id}`, text: ringEndText(i18n.t, ring.from.name, end) });
    },
    onProblem,
  });

  const notifications = createNotificationStore({
    hub,
    onUnread: (count) => services.runtime.setBadge(count),
    onNew: (news) => tellNotifications(services, news),
    onProblem,
  });

  const ringFor = async (session: CallSession, { ring }: CallTarget): Promise<void> => {
    const alone = await joinsAlone(session);
    if (ring === 'nobody' || (ring === 'everybody' && !alone)) return;
    const { workspace, id } = session.store.getState().info;
    await rings.call(workspace, id, ring === 'everybody' ? undefined : ring);
  };

  const prejoin = createPrejoinStore({
    calls,
    openMedia,
    remembered: () => ({
      // With push-to-talk one is heard while the key is held, from the beginning on.
      muted: (preferences()?.joinMuted ?? false) || (preferences()?.pushToTalk ?? false),
      camera: !(preferences()?.joinCameraOff ?? false),
    }),
    skip: () => preferences()?.skipPreJoin ?? false,
    look: async ({ workspace, call }) => {
      const look = () => hub.request('calls.look', { workspace, call: call ?? '' });
      return lookIntoRoom({ ticket: await look(), refreshTicket: look });
    },
    accountIn: (workspace) => accountIn(services, workspace),
    onEntered: (session, target) => {
      ringFor(session, target).catch((error: unknown) => {
        const text = i18n.t('calls.notRung', { reason: errorText(i18n.t, error) });
        toasts.show({ cause: 'call', text });
      });
    },
    onFailed: (error) => {
      const text = i18n.t('calls.notStarted', { reason: errorText(i18n.t, error) });
      toasts.show({ cause: 'call', text, tone: 'danger' });
    },
    onProblem,
  });

  const stage = createStageStore();
  const made: CallServices = { calls, rings, notifications, stage, prejoin, devices };
  followCall(services, made);
  followModelChoice(services, calls);
  followDevices(services, made);
  return made;
}

/** What of the window belongs to one call goes with it, and the hub knows which it is. */
function followCall({ hub, layout }: AppServices, { calls, rings, stage }: CallServices): void {
  const tellHub = (): void => {
    const call = calls.getState().session?.id ?? null;
    hub.request('calls.setActive', { call }).catch((error: unknown) => console.error(error));
  };
  calls.subscribe(({ session }, before) => {
    if (before.session === session) return;
    stage.reset();
    tellHub();
    if (session === null) layout.setState({ callSize: 'dock' });
    if (before.session !== null) rings.finish(before.session.id);
  });
  // A window that is closed or loaded anew says so: the others would see a ghost for half a minute.
  window.addEventListener('pagehide', () => calls.leave());
  // A hub that was away has forgotten it.
  hub.onState((state) => {
    if (state === 'open' && calls.getState().session !== null) tellHub();
  });
}

/** A model chosen during a call is used at once. */
function followModelChoice({ app }: AppServices, calls: CallServices['calls']): void {
  const chosen = (state: ReturnType<typeof app.getState>): string =>
    `${state.data?.preferences.speechModel}/${state.data?.preferences.speechLanguage}`;
  app.subscribe((state, before) => {
    if (chosen(state) !== chosen(before)) calls.getState().session?.transcription.restart();
  });
}

function accountAt({ app }: AppServices, server: string): AccountId | null {
  const connections = app.getState().data?.connections ?? [];
  return connections.find((one) => one.server.server === server)?.account.id ?? null;
}

function accountIn(services: AppServices, id: WorkspaceId): AccountId | null {
  const workspaces = services.app.getState().data?.workspaces ?? [];
  const server = workspaces.find((workspace) => workspace.id === id)?.server ?? null;
  return server === null ? null : accountAt(services, server);
}
