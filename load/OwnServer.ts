import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { childrenOf, processUse, type ProcessUse } from './processUse.ts';

const readySchema = z.object({ ready: z.literal('media-server'), url: z.url() });
const main = fileURLToPath(new URL('../media-server/src/main.ts', import.meta.url));

export interface OwnServerOptions {
  readonly peersPerRoom?: number;
  readonly workers?: number;
  /** Of HTTP and signalling, so that one that is started again is found; 0: any. */
  readonly port?: number;
}

export interface ServerUse {
  /** Signalling: Node's process. */
  readonly node: ProcessUse;
  /** Media: all mediasoup workers together. */
  readonly workers: ProcessUse;
}

/** A media server in a process of its own, on loopback, with a key and a folder that die with it. */
export class OwnServer {
  /** Of signalling. */
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  readonly #folder: string;
  readonly #child: ChildProcess;

  static async start({
    peersPerRoom,
    workers,
    port = 0,
  }: OwnServerOptions = {}): Promise<OwnServer> {
    const folder = mkdtempSync(join(tmpdir(), 'confab-load-'));
    const limits = peersPerRoom === undefined ? {} : { limits: { peersPerRoom } };
    // YAML is a superset of JSON.
    writeFileSync(join(folder, 'config.yaml'), JSON.stringify({ logLevel: 'error', ...limits }));
    const key = 'load';
    const secret = randomBytes(24).toString('base64url');
    const child = spawn(
      process.execPath,
      [main, '--host', '127.0.0.1', '--port', String(port), '--data', folder],
      {
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
        env: {
          ...process.env,
          CONFAB_MEDIA_API_KEY: key,
          CONFAB_MEDIA_API_SECRET: secret,
          ...(workers === undefined ? {} : { CONFAB_MEDIA_WORKERS: String(workers) }),
        },
      },
    );
    if (!child.stdout) throw new Error('the media server has no output');
    const lines = createInterface({ input: child.stdout });
    const exited = once(child, 'exit').then(() => {
      throw new Error('the media server ended before it was ready');
    });
    const [line] = (await Promise.race([once(lines, 'line'), exited])) as [string];
    // Its end later on is no failure of the start.
    exited.catch(() => 'stopped');
    const { url } = readySchema.parse(JSON.parse(line));
    return new OwnServer(`${url.replace('http', 'ws')}/signaling`, key, secret, folder, child);
  }

  private constructor(
    url: string,
    key: string,
    secret: string,
    folder: string,
    child: ChildProcess,
  ) {
    this.url = url;
    this.key = key;
    this.secret = secret;
    this.#folder = folder;
    this.#child = child;
  }

  /** What it costs so far; null where the system does not tell. */
  use(): ServerUse | null {
    const { pid } = this.#child;
    const node = pid === undefined ? null : processUse(pid);
    if (pid === undefined || !node) return null;
    const workers = childrenOf(pid).flatMap((child) => processUse(child) ?? []);
    return {
      node,
      workers: {
        residentBytes: workers.reduce((sum, { residentBytes }) => sum + residentBytes, 0),
        cpuSeconds: workers.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
      },
    };
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Without a word to anybody, as a crash. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = once(this.#child, 'exit');
      this.#child.kill(signal);
      await gone;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
