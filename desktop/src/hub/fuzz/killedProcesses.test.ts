import { setTimeout as delay } from 'node:timers/promises';
import type { DocKey } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { startRealHub, startRealServer } from '../testing/realProcesses.ts';
import type { RealHub, RealServer } from '../testing/realProcesses.ts';
import type { TestDocument, TestWindow } from '../testing/TestWindow.ts';
import { SeededRandom } from './SeededRandom.ts';

const seedCount = Number(process.env['CONFAB_FUZZ_PROCESS_SEEDS'] ?? 10);
const seeds = Array.from({ length: seedCount }, (_, index) => index + 1);
const kills = 3;
const account = { email: 'alice@example.com', password: 'correct horse battery' };

/** One device: its process, its window, and the words that were called saved there. */
class Device {
  readonly #name: string;
  readonly #folder: string;
  readonly #saved: string[] = [];
  #typed: { readonly batch: number; readonly word: string }[] = [];
  #count = 0;
  #hub: RealHub;
  #document: TestDocument | null = null;

  private constructor(name: string, folder: string, hub: RealHub) {
    this.#name = name;
    this.#folder = folder;
    this.#hub = hub;
  }

  static async start(name: string): Promise<Device> {
    const folder = await temporaryFolder();
    return new Device(name, folder, await startRealHub(folder));
  }

  get window(): TestWindow {
    return this.#hub.window;
  }

  /** Words of whose safety the person was told, by now. */
  get saved(): readonly string[] {
    this.#collect();
    return this.#saved;
  }

  get text(): string {
    return this.#document?.text ?? '';
  }

  async open(doc: DocKey): Promise<void> {
    this.#document = await this.window.open(doc);
  }

  type(words: number): void {
    for (let word = 0; word < words; word++) {
      const text = `<${this.#name}${this.#count++}>`;
      const batch = this.#document?.type(text) ?? 0;
      this.#typed.push({ batch, word: text });
    }
  }

  async kill(): Promise<void> {
    await this.#hub.kill();
    this.#collect();
    this.#typed = [];
    this.#hub = await startRealHub(this.#folder);
    const key = this.#document?.key;
    if (key !== undefined) await this.open(key);
  }

  #collect(): void {
    const key = this.#document?.key;
    const answers = this.window.frames('saved').filter(({ doc }) => doc === key);
    const upTo = answers.at(-1)?.batch ?? 0;
    this.#saved.push(...this.#typed.filter(({ batch }) => batch <= upTo).map(({ word }) => word));
    this.#typed = this.#typed.filter(({ batch }) => batch > upTo);
  }
}

/** Two devices of one account with a workspace that both have. */
async function connect(server: RealServer): Promise<{
  readonly devices: readonly [Device, Device];
  readonly workspace: string;
}> {
  const [first, second] = await Promise.all([Device.start('a'), Device.start('b')]);
  const { workspaces } = await first.window.request('app.state', {});
  const workspace = workspaces[0]?.id ?? '';
  const { page } = await first.window.request('pages.create', { workspace, parent: null });
  const signedUp = await first.window.request('accounts.signUp', { url: server.url, ...account });
  await first.window.request('workspaces.publish', { workspace, server: signedUp.server.server });
  await second.window.request('accounts.signIn', { url: server.url, ...account });
  await second.window.event('workspaces', (list) => list.some(({ id }) => id === workspace));
  for (const device of [first, second]) await device.open(`${workspace}/page/${page}`);
  return { devices: [first, second], workspace };
}

/** Every word that a page holds; each must be there once. */
function wordsOf(text: string): string[] {
  return (text.match(/<\w+>/g) ?? []).sort();
}

test.each(seeds)(
  'seed %i: what was saved is everywhere in the end, whichever process was killed',
  async (seed) => {
    const random = new SeededRandom(seed);
    const server = await startRealServer(await temporaryFolder());
    const { devices, workspace } = await connect(server);
    for (let killed = 0; killed < kills; killed++) {
      for (const device of devices) device.type(1 + random.below(200));
      // When it dies is what the seed is for; nothing is expected to be done by then.
      await delay(random.below(60));
      const victim = random.pick(['first', 'second', 'server']);
      if (victim === 'server') {
        await server.kill();
        for (const device of devices) device.type(random.below(20));
        await server.start();
        // As after a sleep: the hubs do not sit out their pauses.
        for (const { window } of devices) await window.request('app.wake', {});
      } else {
        await devices[victim === 'first' ? 0 : 1].kill();
      }
    }
    const [first, second] = devices;
    for (const { window } of devices) await window.syncState(workspace, 'synced');
    const equal = (): boolean => first.text !== '' && first.text === second.text;
    await Promise.race(devices.map(({ window }) => window.until(equal)));
    const words = wordsOf(first.text);
    expect(new Set(words).size).toBe(words.length);
    for (const { saved } of devices) expect(words).toEqual(expect.arrayContaining([...saved]));
    expect(first.saved.length + second.saved.length).toBeGreaterThan(0);
  },
  90_000,
);
