import type { AppState } from '@confab/shared-types';
import { parseInvitationLink } from '../accounts/parseInvitationLink.ts';
import { ServerApi } from '../accounts/ServerApi.ts';
import type { Servers } from '../accounts/Servers.ts';
import type { Calls } from '../calls/Calls.ts';
import type { OwnSpeech } from '../calls/OwnSpeech.ts';
import type { SpeechModels } from '../calls/SpeechModels.ts';
import type { Documents } from '../documents/Documents.ts';
import { createPage } from '../documents/pages.ts';
import type { Files } from '../files/Files.ts';
import type { Outbound } from '../outbound/Outbound.ts';
import type { ProfileStore } from '../profile/ProfileStore.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import type { Workspaces } from '../workspaces/Workspaces.ts';
import { askWorkspaceServer } from './askWorkspaceServer.ts';
import type { Handlers } from './handlers.ts';
import type { HubEvents } from './HubEvents.ts';

export interface HandlerServices {
  readonly appState: () => AppState;
  readonly profile: ProfileStore;
  /** The name is kept here; the servers are to hear of it. */
  readonly onNameChanged: () => void;
  readonly onWake: () => void;
  readonly events: HubEvents;
  readonly documents: Documents;
  readonly files: Files;
  readonly outbound: Outbound;
  readonly servers: Servers;
  readonly workspaceStore: WorkspaceStore;
  readonly workspaces: Workspaces;
  readonly calls: Calls;
  readonly speech: OwnSpeech;
  readonly speechModels: SpeechModels;
}

type Pages = `app.${string}` | `profile.${string}` | `preferences.${string}` | `pages.${string}`;
type Places = `workspaces.${string}` | `servers.${string}` | `accounts.${string}`;
type Part<Names extends string> = Pick<Handlers, Extract<keyof Handlers, Names>>;

/** How every method of the channel is answered. */
export function createHandlers(services: HandlerServices): Handlers {
  return {
    ...ownHandlers(services),
    ...placeHandlers(services),
    ...invitationHandlers(services),
    ...fileHandlers(services),
    ...callHandlers(services),
    ...speechHandlers(services),
  };
}

function ownHandlers({
  appState,
  profile,
  onNameChanged,
  onWake,
  events,
  documents,
  speechModels,
}: HandlerServices): Part<Pages> {
  return {
    'app.state': () => appState(),
    'app.wake': () => {
      onWake();
      return {};
    },
    'profile.setName': ({ name }) => {
      const changed = profile.setName(name);
      events.emit('profile', changed);
      onNameChanged();
      return changed;
    },
    'preferences.update': async (changes) => {
      const changed = profile.updatePreferences(withoutUndefined(changes));
      events.emit('preferences', changed);
      if (changes.speechModel !== undefined) await speechModels.apply();
      return changed;
    },
    'pages.create': async ({ workspace, parent, title = '', kind = 'page' }) => ({
      page: await createPage(documents, { workspace, parent, title, kind }),
    }),
  };
}

function placeHandlers(services: HandlerServices): Part<Places> {
  const { workspaces, servers } = services;
  return {
    'workspaces.create': ({ name }) => workspaces.create(name),
    'workspaces.rename': ({ workspace, name }) => workspaces.rename(workspace, name),
    'workspaces.publish': ({ workspace, server }) => workspaces.publish(workspace, server),
    'workspaces.members': ({ workspace }) =>
      askWorkspaceServer(services, workspace, (api) => api.members(workspace)),
    'workspaces.changeRole': ({ workspace, account, role }) =>
      askWorkspaceServer(services, workspace, async (api) => {
        await api.changeRole(workspace, account, role);
        return await api.members(workspace);
      }),
    'workspaces.removeMember': ({ workspace, account }) =>
      askWorkspaceServer(services, workspace, async (api) => {
        await api.removeMember(workspace, account);
        return await api.members(workspace);
      }),
    'servers.probe': ({ url }) => servers.probe(url),
    'accounts.signUp': (credentials) => servers.signUp(credentials),
    'accounts.signIn': (credentials) => servers.signIn(credentials),
    'accounts.signOut': async ({ server }) => {
      await servers.signOut(server);
      return {};
    },
  };
}

function invitationHandlers(services: HandlerServices): Part<`invitations.${string}`> {
  const { workspaces, servers, outbound } = services;
  return {
    'invitations.create': ({ workspace, invitation }) =>
      askWorkspaceServer(services, workspace, (api) => api.createInvitation(workspace, invitation)),
    'invitations.inspect': async ({ link }) => {
      const { url, code } = parseInvitationLink(link);
      const { server } = await servers.probe(url);
      const preview = await new ServerApi(outbound, url).inspectInvitation(code);
      return { url, preview, signedIn: servers.link(server) !== null };
    },
    'invitations.accept': ({ link }) => workspaces.join(link),
  };
}

function fileHandlers({ files, workspaceStore }: HandlerServices): Part<`files.${string}`> {
  return {
    'files.begin': async (announced, { transfers }) => {
      workspaceStore.get(announced.workspace);
      return { transfer: await transfers.begin(announced) };
    },
    'files.finish': ({ transfer }, { transfers }) => transfers.finish(transfer),
    'files.cancel': async ({ transfer }, { transfers }) => {
      await transfers.cancel(transfer);
      return {};
    },
    'files.address': async (file) => ({ address: await files.address(file) }),
  };
}

function callHandlers({ calls }: HandlerServices): Part<`calls.${string}` | `rings.${string}`> {
  return {
    'calls.running': ({ workspace }) => calls.running(workspace),
    'calls.start': ({ workspace, page }) => calls.start(workspace, page),
    'calls.join': ({ workspace, call }) => calls.join(workspace, call),
    'calls.ring': ({ workspace, call, accounts }) => calls.ring(workspace, call, accounts),
    'calls.transcribe': ({ workspace, call, title }) => calls.transcribe(workspace, call, title),
    'rings.act': ({ server, ring, action }) => calls.act(server, ring, action),
  };
}

function speechHandlers({ speech, speechModels }: HandlerServices): Part<`speech.${string}`> {
  return {
    'speech.models': () => speechModels.list(),
    'speech.importModel': ({ folder }) => speechModels.import(folder),
    'speech.removeModel': async ({ model }) => {
      await speechModels.remove(model);
      return {};
    },
    'speech.begin': (params) => ({ stream: speech.begin(params) }),
    'speech.end': async ({ stream }) => {
      await speech.end(stream);
      return {};
    },
  };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** What was left out stays as it is; only what is there is a change. */
function withoutUndefined<T extends object>(values: T): Defined<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}
