import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { readBlocks, readPageEntries, resolveParents, yTypes } from '@confab/shared-types';
import type { Block, Job, PageEntry, PageId, WorkspaceId } from '@confab/shared-types';
import type { Hub } from '../../createHub.ts';
import { TestWindow } from '../../testing/TestWindow.ts';

export interface FileToSend {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A page as a test compares it: ids of blocks are left out. */
export interface ShownPage {
  readonly title: string;
  readonly icon: string | null;
  readonly blocks: readonly Block[];
  readonly children: readonly ShownPage[];
}

const pieceBytes = 64 * 1024;

/** A window that moves things in and out. */
export class ExchangeWindow {
  readonly window: TestWindow;

  private constructor(window: TestWindow) {
    this.window = window;
  }

  static async open(hub: Hub): Promise<ExchangeWindow> {
    return new ExchangeWindow(await TestWindow.open(hub));
  }

  async firstWorkspace(): Promise<WorkspaceId> {
    const { workspaces } = await this.window.request('app.state', {});
    const [first] = workspaces;
    if (first === undefined) throw new Error('no workspace');
    return first.id;
  }

  async newWorkspace(name: string): Promise<WorkspaceId> {
    return (await this.window.request('workspaces.create', { name })).id;
  }

  async upload({ path, bytes }: FileToSend): Promise<string> {
    const { transfer } = await this.window.request('imports.upload', { path, size: bytes.length });
    for (let offset = 0; offset === 0 || offset < bytes.length; offset += pieceBytes) {
      const piece = bytes.subarray(offset, offset + pieceBytes);
      const last = offset + pieceBytes >= bytes.length;
      this.window.send({ kind: 'blob', transfer, offset, bytes: piece, last });
    }
    return transfer;
  }

  async import(
    workspace: WorkspaceId,
    files: readonly FileToSend[],
    parent: PageId | null = null,
  ): Promise<Job> {
    const transfers: string[] = [];
    for (const file of files) transfers.push(await this.upload(file));
    const { job } = await this.window.request('imports.start', {
      workspace,
      parent,
      transfers,
      source: 'auto',
    });
    return await this.ended(job);
  }

  /** A job's last word. */
  ended(job: string): Promise<Job> {
    return this.window.event('job', (told) => told.job === job && told.state.name !== 'running');
  }

  /** What a job that went well says; throws when it did not. */
  async done(job: string): Promise<Extract<Job['state'], { name: 'done' }>> {
    const { state } = await this.ended(job);
    if (state.name !== 'done') throw new Error(JSON.stringify(state));
    return state;
  }

  /** The pages of a workspace, as its tree shows them. */
  async pages(workspace: WorkspaceId): Promise<ShownPage[]> {
    const index = await this.window.open(`${workspace}/index`);
    const entries = readPageEntries(index.ydoc);
    const parents = resolveParents(entries);
    const below = async (parent: PageId | null): Promise<ShownPage[]> => {
      const shown: ShownPage[] = [];
      for (const [id, entry] of inOrder(entries)) {
        if (parents.get(id) !== parent) continue;
        shown.push({ ...(await this.page(workspace, id)), children: await below(id) });
        if (shown.at(-1)?.title !== entry.title) throw new Error('the tree has another title');
      }
      return shown;
    };
    return await below(null);
  }

  async page(workspace: WorkspaceId, page: PageId): Promise<Omit<ShownPage, 'children'>> {
    const { ydoc } = await this.window.open(`${workspace}/page/${page}`);
    const icon: unknown = ydoc.getMap(yTypes.meta).get('icon');
    return {
      title: ydoc.getText(yTypes.title).toString(),
      icon: typeof icon === 'string' ? icon : null,
      blocks: withoutIds(readBlocks(ydoc.getXmlFragment(yTypes.blocks))),
    };
  }
}

function inOrder(entries: ReadonlyMap<PageId, PageEntry>): [PageId, PageEntry][] {
  return [...entries].toSorted(([, one], [, other]) => (one.order < other.order ? -1 : 1));
}

export function withoutIds(blocks: readonly Block[]): Block[] {
  return blocks.map(({ id, children, ...block }) => {
    if (id === undefined) throw new Error('a block without an id');
    return { ...block, ...(children === undefined ? {} : { children: withoutIds(children) }) };
  });
}

/** All files of a folder as a window sends them. */
export async function filesIn(folder: string): Promise<FileToSend[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return await Promise.all(
    paths.toSorted().map(async (path) => ({
      path: relative(join(folder, '..'), path).split(sep).join('/'),
      bytes: await readFile(path),
    })),
  );
}
