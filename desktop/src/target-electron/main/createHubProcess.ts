import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type * as Electron from 'electron';
import type { SecretStore } from '../../shell/Host.ts';
import { HostService } from './HostService.ts';
import { HubProcess } from './HubProcess.ts';
import type { Start } from './profilePlace.ts';
import { startTranscriber } from './startTranscriber.ts';
import type { Surfaces } from './Surfaces.ts';

export interface CreateHubProcessOptions {
  readonly electron: typeof Electron;
  /** Where the bundles of the hub and the transcriber are. */
  readonly folder: string;
  readonly start: Start;
  readonly secrets: SecretStore;
  readonly surfaces: Pick<Surfaces, 'rings' | 'tray' | 'windows'>;
  readonly log: (line: string) => void;
}

/** The hub with what it asks of its shell, ready to be started. */
export function createHubProcess(options: CreateHubProcessOptions): HubProcess {
  const { electron, folder, start, secrets, surfaces, log } = options;
  const { MessageChannelMain, utilityProcess } = electron;
  const fork = (bundle: string, serviceName: string) =>
    utilityProcess.fork(join(folder, bundle), [], { serviceName });
  const createChannel = () => new MessageChannelMain();
  return new HubProcess({
    fork: () => fork('hub.js', 'Confab hub'),
    createChannel,
    start: {
      type: 'start',
      profileDir: start.profileDir,
      localServerUrl: start.localServerUrl,
      protection: secrets.protection,
    },
    host: new HostService({
      secrets,
      startTranscriber: () =>
        startTranscriber(() => fork('transcriber.js', 'Confab transcriber'), createChannel),
      rings: surfaces.rings,
      showTray: (state) => surfaces.tray.update(state),
      focusWindow: () => surfaces.windows.focus(),
    }),
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    now: () => performance.now(),
    log,
  });
}
