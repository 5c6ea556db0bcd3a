import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { OwnerLock } from '../processes/OwnerLock.ts';
import { readPrivateJson } from '../processes/privateFile.ts';
import type { ProcessCommand } from '../processes/SupervisedProcess.ts';
import {
  keeperRecordSchema,
  onLines,
  pairStateSchema,
  sendLine,
  type PairState,
} from './control.ts';
import { loopback } from './ports.ts';
import { serverPairFiles, type ServerPairFiles } from './serverPairFiles.ts';

const retryMs = 50;
const attachLimitMs = 30_000;
const answerLimitMs = 5_000;
const leaveLimitMs = 30_000;
const keepersTried = 3;

export interface LocalServersOptions {
  readonly dataFolder: string;
  /** Starts a keeper for this data folder. */
  readonly keeper: ProcessCommand;
  /** Told when the keeper was lost and another one is being started. */
  readonly onLost?: () => void;
}

/** The keeper could not be started or reached; the message names its log. */
export class LocalServersError extends Error {
  override readonly name = 'LocalServersError';
}

/**
 * A launcher's hold on the local servers of its data folder: the first launcher starts the keeper
 * that runs them, the others join it, and a keeper that dies is replaced while anyone is attached.
 */
export class LocalServers {
  readonly #options: LocalServersOptions;
  readonly #files: ServerPairFiles;
  readonly #listeners = new Set<(state: PairState) => void>();
  #socket: Socket | null = null;
  #state: PairState | null = null;
  #leaving = false;

  private constructor(options: LocalServersOptions) {
    this.#options = options;
    this.#files = serverPairFiles(options.dataFolder);
  }

  /** @throws {LocalServersError} when no keeper can be had */
  static async attach(options: LocalServersOptions): Promise<LocalServers> {
    const servers = new LocalServers(options);
    await servers.#attach();
    return servers;
  }

  /** The servers' addresses and how they are; what was known last while the keeper is replaced. */
  get state(): PairState {
    if (this.#state === null) throw new Error('not attached');
    return this.#state;
  }

  /** Resolves when both servers listen, or have failed to, or are left out. */
  async settled(): Promise<PairState> {
    const isSettled = (state: PairState): boolean =>
      state.sync !== 'starting' && state.media !== 'starting';
    if (isSettled(this.state)) return this.state;
    return await new Promise((resolve) => {
      const listener = (state: PairState): void => {
        if (!isSettled(state)) return;
        this.#listeners.delete(listener);
        resolve(state);
      };
      this.#listeners.add(listener);
    });
  }

  /** Lets go of the servers. Whoever is the last waits until they have stopped. */
  async leave(): Promise<void> {
    this.#leaving = true;
    const socket = this.#socket;
    if (socket === null || socket.destroyed) return;
    const closed = once(socket, 'close');
    sendLine(socket, { type: 'leave' });
    const limit = setTimeout(() => socket.destroy(), leaveLimitMs);
    await closed;
    clearTimeout(limit);
  }

  async #attach(): Promise<void> {
    const deadline = Date.now() + attachLimitMs;
    let keeper: ChildProcess | null = null;
    let started = 0;
    while (!this.#leaving) {
      if (await this.#connect()) return;
      const isGone = keeper === null || keeper.exitCode !== null || keeper.signalCode !== null;
      if (isGone && OwnerLock.isFree(this.#files.keeperLock)) {
        if (started === keepersTried) throw this.#failed('ends as soon as it is started');
        keeper = startKeeper(this.#options.keeper, this.#files.keeperLog);
        started += 1;
      }
      if (Date.now() > deadline) throw this.#failed('does not answer');
      await delay(retryMs);
    }
  }

  /** Attaches to the keeper that is on record; false when there is none that answers. */
  async #connect(): Promise<boolean> {
    const record = readPrivateJson(this.#files.keeper, keeperRecordSchema);
    if (record === null) return false;
    const socket = createConnection({ host: loopback, port: record.port });
    // The port on record may belong to another program by now, one that never answers.
    socket.setTimeout(answerLimitMs, () => socket.destroy());
    const attached = new Promise<boolean>((resolve) => {
      socket.once('connect', () => sendLine(socket, { type: 'attach', token: record.token }));
      socket.once('close', () => resolve(false));
      onLines(socket, pairStateSchema, (state) => {
        this.#state = state;
        for (const listener of [...this.#listeners]) listener(state);
        resolve(true);
      });
    });
    // Refused or reset: `close` follows and says all there is to say.
    socket.on('error', () => socket.destroy());
    if (!(await attached)) return false;
    socket.setTimeout(0);
    this.#socket = socket;
    socket.once('close', () => this.#onClose());
    if (socket.destroyed) this.#onClose();
    return true;
  }

  #onClose(): void {
    this.#socket = null;
    if (this.#leaving) return;
    this.#options.onLost?.();
    this.#attach().catch((error: unknown) => {
      // The app goes on without the servers; the hub shows that it cannot reach them.
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    });
  }

  #failed(how: string): LocalServersError {
    return new LocalServersError(
      `The keeper of the local servers ${how}; see ${this.#files.keeperLog}`,
    );
  }
}

function startKeeper(command: ProcessCommand, logPath: string): ChildProcess {
  const log = openSync(logPath, 'a', 0o600);
  try {
    const keeper = spawn(command.file, [...command.args], {
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, ...command.env },
      windowsHide: true,
    });
    // A program that cannot be started: the loop that waits for the keeper gives up and tells.
    keeper.on('error', (error) => process.stderr.write(`${error.message}\n`));
    keeper.unref();
    return keeper;
  } finally {
    closeSync(log);
  }
}
