import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfabError, installedId } from '@confab/shared-types';
import type { CatalogueModel } from '@confab/shared-types';
import type { Hub } from '../hub/createHub.ts';
import type { SpeechModels } from '../hub/models/SpeechModels.ts';
import { NoSuchThing, describe, openHub } from './profile/openHub.ts';
import { parsed, place, profileOf } from './profile/profileOptions.ts';
import type { Terminal } from './Terminal.ts';
import { UsageError } from './UsageError.ts';

const interrupted = 130;
const progressEveryMs = 500;

type Request = { readonly profileDir: string } & (
  | { readonly action: 'list' }
  | { readonly action: 'download' | 'import' | 'remove'; readonly what: string }
);

/** `confab models`: lists, downloads, imports and removes speech models; 130 after Control-C. */
export async function models(args: readonly string[], terminal: Terminal): Promise<number> {
  const request = readRequest(args);
  let hub: Hub | null = null;
  try {
    hub = await openHub(request.profileDir, { terminal, mayBeNew: request.action !== 'remove' });
    return await run(request, hub.speechModels, terminal);
  } catch (error) {
    terminal.report(`confab: ${describe(error)}\n`);
    return 1;
  } finally {
    await hub?.close();
  }
}

function readRequest(args: readonly string[]): Request {
  const { values, positionals } = parsed(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: place }),
  );
  const [action = 'list', what, ...others] = positionals;
  const profile = profileOf(values);
  if (action === 'list' && what === undefined) return { ...profile, action };
  if (action !== 'download' && action !== 'import' && action !== 'remove') {
    throw new UsageError(`Models are listed, or: download, import or remove, not "${action}".`);
  }
  if (what === undefined || others.length > 0) throw new UsageError(`Name the one to ${action}.`);
  return { ...profile, action, what };
}

async function run(request: Request, speech: SpeechModels, terminal: Terminal): Promise<number> {
  switch (request.action) {
    case 'list':
      terminal.write(await list(speech));
      return 0;
    case 'download':
      return await download(request.what, speech, terminal);
    case 'import': {
      const { id } = await speech.import(resolve(request.what));
      terminal.write(`${id}\n`);
      return 0;
    }
    case 'remove': {
      const { installed } = await speech.state();
      if (!installed.some(({ id }) => id === request.what)) {
        throw new NoSuchThing(`There is no model "${request.what}".`);
      }
      await speech.remove(request.what);
      return 0;
    }
  }
}

async function list(speech: SpeechModels): Promise<string> {
  const { installed, available } = await speech.state();
  const here = new Set(installed.map(({ id }) => id));
  const rows = [
    ...installed.map(({ id, sizeBytes }) => ({ id, sizeBytes, state: 'installed' })),
    ...available
      .map(({ sizeBytes, ...model }) => ({ id: installedId(model), sizeBytes, state: 'available' }))
      .filter(({ id }) => !here.has(id)),
  ];
  const widest = Math.max(...rows.map(({ id }) => id.length));
  return rows
    .map(({ id, sizeBytes, state }) => {
      const size = `${Math.round(sizeBytes / 1e6)} MB`;
      return `${id.padEnd(widest)}  ${size.padStart(7)}  ${state}\n`;
    })
    .join('');
}

async function download(name: string, speech: SpeechModels, terminal: Terminal): Promise<number> {
  const { available } = await speech.state();
  const { repository } = find(available, name);
  const { downloads } = speech;
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    void downloads.pause(repository);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const timer = setInterval(() => showProgress(speech, repository, terminal), progressEveryMs);
  try {
    downloads.begin(repository);
    const state = await downloads.ended(repository);
    if (terminal.showsProgress) terminal.report('\r\x1b[K');
    if (stopped) return interrupted;
    if (state?.name === 'failed') throw new ConfabError(state.code, state.detail);
    terminal.write(`${installedId({ repository })}\n`);
    return 0;
  } finally {
    clearInterval(timer);
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

function find(available: readonly CatalogueModel[], name: string): CatalogueModel {
  const found = available.find((model) => model.repository === name || installedId(model) === name);
  if (found !== undefined) return found;
  const names = available.map((model) => `  ${installedId(model)}\n`).join('');
  throw new NoSuchThing(`There is no model "${name}". There are:\n${names}`.trimEnd());
}

function showProgress({ downloads }: SpeechModels, repository: string, terminal: Terminal): void {
  const state = downloads.list().find((each) => each.repository === repository);
  if (!terminal.showsProgress || state === undefined || state.totalBytes === 0) return;
  const percent = Math.floor((100 * state.receivedBytes) / state.totalBytes);
  terminal.report(`\r\x1b[K${installedId({ repository })}: ${percent} %`);
}
