import type { ChildProcess } from 'node:child_process';

import { z } from 'zod';

import { RotatingLog } from '../processes/RotatingLog.ts';
import { SupervisedProcess, type ProcessCommand } from '../processes/SupervisedProcess.ts';
import type { PairState, ServerState } from './control.ts';
import type { PairSettings } from './pairSettings.ts';
import { loopback } from './ports.ts';
import type { ServerPairFiles } from './serverPairFiles.ts';

/** Ends in a row after which a server counts as failed; it is still started again. */
const endsUntilFailed = 3;
const startLimitMs = 20_000;

/** How to run the two programs; the pair adds their port, data folder and secrets. */
export interface ServerCommands {
  readonly sync: ProcessCommand;
  /** Null where there is no mediasoup worker: the pair is then a sync server alone. */
  readonly media: ProcessCommand | null;
}

export interface ServerPairOptions {
  readonly files: ServerPairFiles;
  readonly settings: PairSettings;
  readonly commands: ServerCommands;
  readonly onState: (state: PairState) => void;
}

const readyLineSchema = z.object({ ready: z.string(), url: z.url() });

/** The running sync server and media server of one data folder. */
export class ServerPair {
  readonly #onState: (state: PairState) => void;
  readonly #servers: readonly SupervisedProcess[];
  #state: PairState;

  constructor({ files, settings, commands, onState }: ServerPairOptions) {
    const { syncPort, mediaPort, apiKey, apiSecret } = settings;
    this.#onState = onState;
    this.#state = {
      syncUrl: `http://${loopback}:${syncPort}`,
      sync: 'starting',
      media: commands.media === null ? 'absent' : 'starting',
    };
    const secrets = { CONFAB_MEDIA_API_KEY: apiKey, CONFAB_MEDIA_API_SECRET: apiSecret };
    const servers = [
      this.#supervise('sync', files.sync, syncPort, commands.sync, {
        ...secrets,
        CONFAB_MEDIA_URL: `ws://${loopback}:${mediaPort}`,
      }),
    ];
    if (commands.media !== null) {
      servers.push(
        this.#supervise('media', files.media, mediaPort, commands.media, {
          ...secrets,
          CONFAB_SYNC_URL: this.#state.syncUrl,
        }),
      );
    }
    this.#servers = servers;
  }

  get state(): PairState {
    return this.#state;
  }

  start(): void {
    for (const server of this.#servers) void server.run();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.stop()));
  }

  #supervise(
    name: 'sync' | 'media',
    files: { readonly data: string; readonly log: string },
    port: number,
    command: ProcessCommand,
    env: Readonly<Record<string, string>>,
  ): SupervisedProcess {
    const log = new RotatingLog(files.log);
    const late = setTimeout(() => {
      if (this.#state[name] === 'starting') this.#set(name, 'failed');
    }, startLimitMs);
    late.unref();
    return new SupervisedProcess({
      command: () => ({
        file: command.file,
        args: [...command.args, '--port', String(port), '--data', files.data],
        env: { ...command.env, ...env },
      }),
      onLine: (stream, line) => {
        if (stream === 'stdout' && isReadyLine(line)) this.#set(name, 'ready');
        else log.write(line);
      },
      onEnded: (reason, restarts) => {
        log.write(`the server ended with ${reason}; it is started again`);
        this.#set(name, restarts + 1 >= endsUntilFailed ? 'failed' : 'starting');
      },
      askToStop,
    });
  }

  #set(name: 'sync' | 'media', state: ServerState): void {
    if (this.#state[name] === state) return;
    this.#state = { ...this.#state, [name]: state };
    this.#onState(this.#state);
  }
}

function isReadyLine(line: string): boolean {
  if (!line.startsWith('{')) return false;
  try {
    return readyLineSchema.safeParse(JSON.parse(line)).success;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Windows has no SIGTERM that a program could answer: there the closing channel tells. */
function askToStop(child: ChildProcess): void {
  if (process.platform !== 'win32') child.kill('SIGTERM');
}
