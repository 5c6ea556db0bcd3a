import { join } from 'node:path';

import { AppProcess } from './app/AppProcess.ts';
import type { LauncherArguments } from './parseArguments.ts';
import type { ProcessCommand } from './processes/SupervisedProcess.ts';
import { RunningProfile } from './profile/RunningProfile.ts';
import type { PairState } from './servers/control.ts';
import { LocalServers, LocalServersError } from './servers/LocalServers.ts';

/** What the launcher needs from outside; the tests give it small stand-ins. */
export interface LaunchParts {
  /** Starts a keeper of the local servers for a data folder. */
  readonly keeper: (dataFolder: string) => ProcessCommand;
  /** Whether the app has a way to quit (Electron), after which the launcher ends too. */
  readonly appCanQuit: boolean;
  /** Runs the app of a profile; the address is null when there is no local sync server. */
  readonly app: (profileFolder: string, localSyncUrl: string | null) => ProcessCommand;
  readonly onStopRequest: (stop: () => void) => void;
  /** Opens the app's address for the person. */
  readonly open: (url: string) => void;
  /** The ready line and what belongs before it. */
  readonly say: (line: string) => void;
  /** What happens later and is worth a line. */
  readonly warn: (line: string) => void;
}

/**
 * From parsed arguments to the running app and back: starts or joins the local servers, runs the
 * app, says where it is, and at the end stops what it started. A profile that runs already is only
 * pointed at.
 *
 * @returns the exit code
 */
export async function launch(args: LauncherArguments, parts: LaunchParts): Promise<number> {
  const stop = new AbortController();
  parts.onStopRequest(() => stop.abort());
  const folder = join(args.dataFolder, 'profiles', args.profile);
  const claim = await RunningProfile.claim(folder, stop.signal);
  switch (claim.kind) {
    case 'stopped':
      return 0;
    case 'running':
      sayReady(claim.url, args, parts);
      return 0;
    case 'ours': {
      const servers = await attach(args.dataFolder, parts);
      try {
        return await runApp({ profile: claim.profile, servers, args, parts, stop: stop.signal });
      } finally {
        claim.profile.release();
        await servers?.leave();
      }
    }
  }
}

interface AppRun {
  readonly profile: RunningProfile;
  readonly servers: LocalServers | null;
  readonly args: LauncherArguments;
  readonly parts: LaunchParts;
  readonly stop: AbortSignal;
}

async function runApp({ profile, servers, args, parts, stop }: AppRun): Promise<number> {
  if (stop.aborted) return 0;
  const settled = servers?.settled() ?? Promise.resolve(null);
  let isReady = false;
  const app = new AppProcess({
    command: parts.app(profile.folder, servers?.state.syncUrl ?? null),
    canQuit: parts.appCanQuit,
    log: join(profile.folder, 'app.log'),
    onReady: (pid, url) => {
      profile.announce(pid, url);
      if (isReady) return;
      isReady = true;
      // What the servers have to say comes first: the ready line is the last of the set-up.
      void settled.then((state) => {
        if (state !== null) sayServers(state, parts);
        sayReady(url, args, parts);
      });
    },
    onRestart: (reason) => parts.warn(`The app stopped: ${reason}. It is started again.`),
  });
  const stopped = Promise.withResolvers<void>();
  stop.addEventListener('abort', () => stopped.resolve(app.stop()), { once: true });
  const end = await app.run();
  if (stop.aborted) await stopped.promise;
  if (end.kind !== 'failed') return 0;
  parts.warn(`The app could not be started: ${end.reason}`);
  return 1;
}

async function attach(dataFolder: string, parts: LaunchParts): Promise<LocalServers | null> {
  try {
    return await LocalServers.attach({
      dataFolder,
      keeper: parts.keeper(dataFolder),
      onLost: () => parts.warn('The local servers were lost. They are started again.'),
    });
  } catch (error) {
    if (!(error instanceof LocalServersError)) throw error;
    parts.say(`Confab opens without its local servers: ${error.message}`);
    return null;
  }
}

function sayServers(state: PairState, parts: LaunchParts): void {
  if (state.sync === 'failed')
    parts.say('The local sync server does not start; see servers/sync-server.log.');
  if (state.media === 'failed') parts.say('Calls are left out: see servers/media-server.log.');
}

function sayReady(url: string, args: LauncherArguments, parts: LaunchParts): void {
  parts.say(`Confab is ready: ${url}`);
  if (args.open) parts.open(url);
}
