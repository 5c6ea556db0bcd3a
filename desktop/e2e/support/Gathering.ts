import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWindow } from './openWindow.ts';
import type { Person } from './openWindow.ts';
import { startApp } from './startApp.ts';
import type { RunningApp } from './startApp.ts';

type WindowOptions = NonNullable<Parameters<typeof openWindow>[1]>;

/** The people of a suite, all on this machine: each has an app and a browser of their own. */
export class Gathering {
  /** Where everything of them is kept. */
  readonly data = mkdtempSync(join(tmpdir(), 'confab-e2e-'));
  readonly #apps = new Map<string, RunningApp>();
  readonly #windows: Person[] = [];

  /** Everybody's windows, in the order they were opened. */
  get windows(): readonly Person[] {
    return this.#windows;
  }

  /** Somebody's first window; starts their app. */
  async start(profile: string, options: WindowOptions = {}): Promise<Person> {
    this.#apps.set(profile, await startApp({ data: this.data, profile }));
    return this.openAgain(profile, options);
  }

  /** One more browser for somebody whose app runs. */
  async openAgain(profile: string, options: WindowOptions = {}): Promise<Person> {
    const app = this.#apps.get(profile);
    if (app === undefined) throw new Error(`the app of ${profile} was not started`);
    const person = await openWindow(app.url, options);
    this.#windows.push(person);
    return person;
  }

  /** Where somebody's app is, for a window of a test's own. */
  addressOf(profile: string): string {
    const app = this.#apps.get(profile);
    if (app === undefined) throw new Error(`the app of ${profile} was not started`);
    return app.url;
  }

  /** Ends somebody's app, as when they shut the machine down. */
  async stop(profile: string): Promise<void> {
    await this.#apps.get(profile)?.stop();
    this.#apps.delete(profile);
  }

  /** Closes windows and apps, the first last, and deletes everything. */
  async end(): Promise<void> {
    for (const { browser } of this.#windows) await browser.close();
    for (const app of [...this.#apps.values()].reverse()) await app.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}
