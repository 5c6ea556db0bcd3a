import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfabError, pageLink, readPageEntries } from '@confab/shared-types';
import type { Job, LocalWorkspace, PageId } from '@confab/shared-types';
import type { Hub } from '../../hub/createHub.ts';
import { listLocalFiles } from '../../hub/exchange/imports/collectSources.ts';
import { fileNameOf } from '../../hub/exchange/exports/fileNames.ts';
import { NoSuchThing, describe, openHub } from '../profile/openHub.ts';
import type { Terminal } from '../Terminal.ts';
import type { ExchangeCommand } from './commands.ts';
import { readRequest } from './readRequest.ts';
import type { ExchangeRequest } from './readRequest.ts';

type Done = Extract<Job['state'], { name: 'done' }>;
type Request<C extends ExchangeCommand> = Extract<ExchangeRequest, { command: C }>;

/** A job that was started, and what is answered when it is done. */
interface StartedJob {
  readonly job: string;
  readonly answer: (done: Done) => string;
}

const interrupted = 130;

/** `confab import`, `export`, `backup` and `restore`; the exit code is 130 after Control-C. */
export async function exchange(
  command: ExchangeCommand,
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const request = readRequest(command, args);
  let hub: Hub | null = null;
  try {
    // Moving in may be the first thing that happens on a new machine.
    const mayBeNew = request.command === 'restore' || request.command === 'import';
    hub = await openHub(request.profileDir, { terminal, mayBeNew });
    const started = await start(hub, request);
    return await finish(hub, started, terminal);
  } catch (error) {
    terminal.report(`confab: ${describe(error)}\n`);
    return 1;
  } finally {
    await hub?.close();
  }
}

function start(hub: Hub, request: ExchangeRequest): StartedJob | Promise<StartedJob> {
  switch (request.command) {
    case 'import':
      return startImport(hub, request);
    case 'export':
      return startExport(hub, request);
    case 'backup':
      return startBackup(hub, request);
    case 'restore':
      return startRestore(hub, request);
  }
}

async function startImport(hub: Hub, request: Request<'import'>): Promise<StartedJob> {
  const { id: workspace } = findWorkspace(hub, request.workspace);
  const parent = request.parent === undefined ? null : findPage(hub, workspace, request.parent);
  const files = await listLocalFiles(request.paths);
  const { source } = request;
  return {
    job: hub.exchange.import({ workspace, parent, source }, files, false),
    answer: ({ pages = [] }) => lines(pages.map((page) => pageLink({ workspace, page }))),
  };
}

function startExport(hub: Hub, request: Request<'export'>): StartedJob {
  const { id: workspace, name } = findWorkspace(hub, request.workspace);
  const { format } = request;
  const page = request.page === undefined ? null : findPage(hub, workspace, request.page);
  const path = request.output ?? freePath(request.page ?? name, format === 'backup');
  return {
    job: hub.exchange.export({ workspace, page, withChildren: true, format }, path),
    answer: () => lines([path]),
  };
}

function startBackup(hub: Hub, { output, profileDir }: Request<'backup'>): StartedJob {
  const job = hub.exchange.backUp(output === undefined ? {} : { path: output });
  return { job, answer: () => lines([output ?? join(profileDir, 'backups')]) };
}

function startRestore(hub: Hub, { file }: Request<'restore'>): StartedJob {
  if (!existsSync(file)) throw new NoSuchThing(`There is no file ${file}.`);
  return {
    job: hub.exchange.restore(file, false),
    answer: ({ workspaces = [] }) =>
      lines(hub.workspaces.filter(({ id }) => workspaces.includes(id)).map(({ name }) => name)),
  };
}

async function finish(hub: Hub, { job, answer }: StartedJob, terminal: Terminal): Promise<number> {
  const stop = (): void => hub.exchange.jobs.cancel(job);
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const clear = terminal.showsProgress ? '\r\x1b[K' : '';
  try {
    const { state } = await hub.exchange.jobs.ended(job, ({ kind, done, total }) => {
      if (terminal.showsProgress && total > 0)
        terminal.report(`${clear}${kind}: ${done} / ${total}`);
    });
    terminal.report(clear);
    if (state.name === 'cancelled') return interrupted;
    if (state.name === 'failed') throw new ConfabError(state.code, state.detail);
    if (state.name !== 'done') return 1;
    for (const { path, what, detail } of state.losses ?? []) {
      terminal.report(`${path}: ${what}${detail === '' ? '' : `: ${detail.split('\n', 1)[0]}`}\n`);
    }
    terminal.write(answer(state));
    return 0;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

function findWorkspace({ workspaces }: Hub, wanted: string | undefined): LocalWorkspace {
  const fitting = workspaces.filter(
    ({ id, name }) => wanted === undefined || id === wanted || name === wanted,
  );
  const [found, ...others] = fitting;
  const names = workspaces.map(({ id, name }) => `  ${name}  (${id})\n`).join('');
  if (found === undefined) {
    throw new NoSuchThing(`There is no workspace "${wanted}". There are:\n${names}`.trimEnd());
  }
  if (others.length > 0) {
    throw new NoSuchThing(`Say which workspace with --workspace:\n${names}`.trimEnd());
  }
  return found;
}

function findPage(hub: Hub, workspace: string, wanted: string): PageId {
  const entries = [...readPageEntries(hub.indexOf(workspace))].filter(
    ([, entry]) => entry.trashedAt === null && entry.movedTo === undefined,
  );
  const fitting = entries.filter(([id, { title }]) => id === wanted || title === wanted);
  const [found, ...others] = fitting;
  if (found === undefined) throw new NoSuchThing(`There is no page "${wanted}".`);
  if (others.length > 0) {
    const ids = fitting.map(([id]) => `  ${id}\n`).join('');
    throw new NoSuchThing(
      `There are several pages "${wanted}"; name one by its id:\n${ids}`.trimEnd(),
    );
  }
  return found[0];
}

/** A new file in this folder: what is there is not overwritten. */
function freePath(title: string, isBackup: boolean): string {
  const ending = isBackup ? '.confab-backup.zip' : '.zip';
  for (let count = 1; ; count++) {
    const path = join(process.cwd(), fileNameOf(title) + (count === 1 ? '' : ` ${count}`) + ending);
    if (!existsSync(path)) return path;
  }
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
