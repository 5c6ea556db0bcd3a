import { versionIntervalMs, versionsKeptPerPage, writeBlocks, yTypes } from '@confab/shared-types';
import type { PageId, PageVersion, WorkspaceId } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ServerApi } from '../accounts/ServerApi.ts';
import { pageDoc } from '../documents/docNames.ts';
import { SimulatedClock } from '../fuzz/SimulatedClock.ts';
import { Outbound } from '../outbound/Outbound.ts';
import { writePage } from '../pages/createPage.ts';
import { openTestPages } from '../testing/openTestPages.ts';
import type { TestPages, TestPagesOptions } from '../testing/openTestPages.ts';
import { spellPauseMs } from './EditingSpells.ts';
import { thinVersions } from './thinVersions.ts';

const minute = 60_000;

interface Editing extends TestPages {
  readonly clock: SimulatedClock;
  readonly workspaceId: WorkspaceId;
  readonly page: PageId;
}

async function edit(
  options: TestPagesOptions & { readonly clock?: SimulatedClock } = {},
): Promise<Editing> {
  const clock = options.clock ?? new SimulatedClock();
  const pages = await openTestPages({ ...options, clock });
  pages.stores.profile.setName('Ada');
  const workspaceId = await pages.workspace('one');
  const page = await pages.services.pages.create({ workspace: workspaceId, parent: null });
  return { ...pages, clock, workspaceId, page };
}

async function type({ documents, workspaceId, page }: Editing, text: string): Promise<void> {
  await documents.edit(pageDoc(workspaceId, page), (ydoc) => {
    const title = ydoc.getText(yTypes.title);
    title.insert(title.length, text);
  });
}

async function versions({ services, workspaceId, page }: Editing): Promise<PageVersion[]> {
  return await services.versions.list(workspaceId, page);
}

/** What a version says, as its title. */
async function said(pages: Editing, version: PageVersion | undefined): Promise<string> {
  const { services, workspaceId, page } = pages;
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, await services.versions.state(workspaceId, page, version?.id ?? ''));
  return ydoc.getText(yTypes.title).toString();
}

describe('a spell of editing', () => {
  test('becomes a version when it pauses', async () => {
    const pages = await edit();
    await type(pages, 'one');
    const lastAt = pages.clock.now();
    pages.clock.advance(spellPauseMs - 1);
    expect(await versions(pages)).toEqual([]);
    pages.clock.advance(1);
    const [version, ...others] = await versions(pages);
    expect(others).toEqual([]);
    const { person } = pages.stores.profile.profile;
    expect(version).toMatchObject({ at: lastAt, name: null, authors: [{ person, name: 'Ada' }] });
    expect(await said(pages, version)).toBe('one');
    expect(pages.events).toContainEqual({
      event: 'versions',
      data: { workspace: pages.workspaceId, page: pages.page },
    });
  });

  test('that goes on and on is cut', async () => {
    const pages = await edit();
    for (let at = 0; at < 21; at++) {
      await type(pages, '.');
      pages.clock.advance(minute);
    }
    expect(await versions(pages)).toHaveLength(2);
    expect(await said(pages, (await versions(pages)).at(-1))).toHaveLength(
      versionIntervalMs / minute,
    );
    pages.clock.advance(spellPauseMs);
    expect(await said(pages, (await versions(pages))[0])).toHaveLength(21);
  });

  test('that only made the page is none', async () => {
    const pages = await edit();
    pages.clock.advance(60 * minute);
    expect(await versions(pages)).toEqual([]);
  });

  test('that left things as they were is none', async () => {
    const pages = await edit();
    await type(pages, 'one');
    await pages.services.versions.keep(pages.workspaceId, pages.page, 'mine');
    await pages.documents.edit(pageDoc(pages.workspaceId, pages.page), () => undefined);
    pages.clock.advance(60 * minute);
    expect(await versions(pages)).toMatchObject([{ name: 'mine' }]);
  });

  test('of an imported page leaves what was imported as the first version', async () => {
    const pages = await edit();
    const page = 'imported-page';
    await writePage(pages.documents, page, {
      workspace: pages.workspaceId,
      title: 'Imported',
      kind: 'page',
      blocks: [{ type: 'paragraph', content: [{ text: 'words' }] }],
    });
    pages.clock.advance(60 * minute);
    const imported = { ...pages, page };
    expect(await versions(imported)).toEqual([]);
    await type(imported, ' and edited');
    pages.clock.advance(60 * minute);
    const kept = await versions(imported);
    expect(await Promise.all(kept.map((version) => said(imported, version)))).toEqual([
      'Imported and edited',
      'Imported',
    ]);
  });

  test('cut off by a crash is kept at the next start', async () => {
    const first = await edit();
    await type(first, 'one');
    first.clock.advance(10 * minute);
    await type(first, ' two');
    first.stores.store.compact(pageDoc(first.workspaceId, first.page));
    first.close();
    const again = {
      ...first,
      ...(await openTestPages({ folder: first.folder, clock: first.clock })),
    };
    again.clock.advance(minute);
    const kept = await versions(again);
    expect(await Promise.all(kept.map((version) => said(again, version)))).toEqual([
      'one two',
      'one',
    ]);
    expect(kept[0]?.at).toBeGreaterThan(kept[1]?.at ?? 0);
    again.close();
    const third = {
      ...first,
      ...(await openTestPages({ folder: first.folder, clock: first.clock })),
    };
    third.clock.advance(minute);
    expect(await versions(third)).toHaveLength(2);
  });
});

describe('a version', () => {
  test('is kept by hand, named, renamed and given no name', async () => {
    const pages = await edit();
    await type(pages, 'one');
    const { services, workspaceId, page } = pages;
    const kept = await services.versions.keep(workspaceId, page, 'Draft');
    expect(await services.versions.name(workspaceId, page, kept.id, 'Final')).toMatchObject([
      { name: 'Final' },
    ]);
    expect(await services.versions.name(workspaceId, page, kept.id, null)).toMatchObject([
      { name: null },
    ]);
    const unknown = services.versions.name(workspaceId, page, 'no-such-version', 'x');
    await expect(unknown).rejects.toMatchObject({ code: 'version-unknown' });
  });

  test('that is not what was written is not shown', async () => {
    const pages = await edit();
    await type(pages, 'one');
    const { services, workspaceId, page } = pages;
    const { id } = await services.versions.keep(workspaceId, page, null);
    pages.database.exec('UPDATE page_versions SET crc32 = crc32 + 1');
    const state = services.versions.state(workspaceId, page, id);
    await expect(state).rejects.toMatchObject({ code: 'data-damaged' });
  });

  test('holds on to the files it shows', async () => {
    const pages = await edit();
    const { services, documents, workspaceId, page } = pages;
    const hash = 'c'.repeat(64);
    await documents.edit(pageDoc(workspaceId, page), (ydoc) => {
      const fragment = ydoc.getXmlFragment(yTypes.blocks);
      fragment.delete(0, fragment.length);
      const url = `confab-file:${workspaceId}/${hash}/a.png`;
      writeBlocks(fragment, [{ type: 'image', props: { url } }], () => 'image-block');
    });
    await services.versions.keep(workspaceId, page, null);
    await documents.edit(pageDoc(workspaceId, page), (ydoc) => {
      ydoc.getXmlFragment(yTypes.blocks).delete(0, 1);
    });
    const held: unknown[] = [];
    for await (const file of services.versions.references.references()) held.push(file);
    expect(held).toEqual([{ workspace: workspaceId, hash }]);
  });
});

describe('thinning', () => {
  const day = 24 * 60 * minute;
  const now = Date.UTC(2026, 5, 15, 12);
  const version = (at: number, name: string | null = null) => ({ id: String(at), at, name });
  const keptOf = (
    all: readonly { id: string; at: number; name: string | null }[],
    limit?: number,
  ) => {
    const removed = new Set(thinVersions(all, now, limit));
    return all.filter(({ id }) => !removed.has(id)).map(({ at }) => at);
  };

  test('keeps all of a day, one a day of a month, one a month', () => {
    const hours = Array.from({ length: 24 * 100 }, (_, hour) => version(now - hour * 60 * minute));
    const kept = keptOf(hours);
    expect(kept.filter((at) => now - at < day)).toHaveLength(24);
    const days = kept.filter((at) => now - at >= day && now - at < 30 * day);
    expect(new Set(days.map((at) => new Date(at).toISOString().slice(0, 10))).size).toBe(
      days.length,
    );
    expect(days.length).toBeGreaterThanOrEqual(29);
    const months = kept.filter((at) => now - at >= 30 * day);
    expect(months.map((at) => new Date(at).toISOString().slice(0, 7))).toEqual([
      '2026-05',
      '2026-04',
      '2026-03',
    ]);
  });

  test('never takes one with a name', () => {
    const old = now - 400 * day;
    const all = [version(old + 3), version(old + 2, 'Release'), version(old + 1)];
    expect(keptOf(all)).toEqual([old + 3, old + 2]);
    const named = Array.from({ length: 300 }, (_, at) => version(now - at, `v${at}`));
    expect(keptOf(named)).toHaveLength(300);
  });

  test('keeps the newest of too many', () => {
    const all = Array.from({ length: versionsKeptPerPage + 50 }, (_, at) => version(now - at));
    const kept = keptOf(all);
    expect(kept).toHaveLength(versionsKeptPerPage);
    expect(kept[0]).toBe(now);
  });
});

describe('of a shared page', () => {
  const listed: PageVersion = {
    id: 'version-one',
    at: 5,
    authors: [{ account: 'account-id', name: 'Bob' }],
    name: null,
    sizeBytes: 2,
  };
  const remoteState = (() => {
    const ydoc = new Y.Doc();
    ydoc.getText(yTypes.title).insert(0, 'from the server');
    return Y.encodeStateAsUpdate(ydoc);
  })();

  /** A server of two answers that can be taken off the network. */
  function server() {
    const asked: string[] = [];
    const state = { online: true, asked };
    const fetch: typeof globalThis.fetch = (url, init) => {
      if (!state.online) return Promise.reject(new TypeError('offline'));
      const { pathname } = new URL(url instanceof Request ? url.url : url);
      asked.push(`${init?.method ?? 'GET'} ${pathname.replace(/^.*\/pages\//, '')}`);
      if (init?.method === 'POST')
        return Promise.resolve(Response.json({ ...listed, id: 'version-two' }));
      if (init?.method === 'PATCH')
        return Promise.resolve(Response.json({ ...listed, name: 'Named' }));
      const isState = pathname.endsWith('version-one');
      return Promise.resolve(
        isState ? new Response(Buffer.from(remoteState)) : Response.json([listed]),
      );
    };
    const api = new ServerApi(new Outbound(fetch), 'http://server.test', 'session');
    return Object.assign(state, {
      ask: <T>(_: WorkspaceId, ask: (api: ServerApi) => Promise<T>) => ask(api),
    });
  }

  async function share(): Promise<Editing & { readonly server: ReturnType<typeof server> }> {
    const there = server();
    const pages = await edit({ ask: there.ask });
    await pages.workspace('one', { server: 's', account: 'me', role: 'editor' });
    return { ...pages, server: there };
  }

  test('comes from the server, and once looked at opens without it', async () => {
    const pages = await share();
    expect(await versions(pages)).toEqual([listed]);
    expect(await said(pages, listed)).toBe('from the server');
    pages.server.online = false;
    expect(await versions(pages)).toEqual([listed]);
    expect(await said(pages, listed)).toBe('from the server');
    expect(pages.server.asked).toEqual([
      `GET ${pages.page}/versions`,
      `GET ${pages.page}/versions/version-one`,
    ]);
  });

  test('that was never looked at says so without a connection', async () => {
    const pages = await share();
    pages.server.online = false;
    await expect(versions(pages)).rejects.toMatchObject({ code: 'not-connected' });
    await expect(said(pages, listed)).rejects.toMatchObject({ code: 'not-connected' });
    const { services, workspaceId, page } = pages;
    await expect(services.versions.keep(workspaceId, page, 'x')).rejects.toMatchObject({
      code: 'not-connected',
    });
  });

  test('is kept and named there', async () => {
    const pages = await share();
    const { services, workspaceId, page } = pages;
    expect((await services.versions.keep(workspaceId, page, 'x')).id).toBe('version-two');
    await services.versions.name(workspaceId, page, 'version-one', 'Named');
    expect(pages.server.asked.slice(0, 2)).toEqual([
      `POST ${page}/versions`,
      `PATCH ${page}/versions/version-one`,
    ]);
  });

  test('stands beside those from before it was shared', async () => {
    const there = server();
    const pages = await edit({ ask: there.ask });
    await type(pages, 'mine');
    const mine = await pages.services.versions.keep(pages.workspaceId, pages.page, 'Before');
    await pages.workspace('one', { server: 's', account: 'me', role: 'owner' });
    expect((await versions(pages)).map(({ id }) => id)).toEqual([mine.id, listed.id]);
    expect(await said(pages, mine)).toBe('mine');
  });

  test('comes along when the workspace is taken offline', async () => {
    const pages = await share();
    const { services, workspaceId } = pages;
    await services.versions.fetchKept(workspaceId);
    pages.server.online = false;
    services.versions.takeOver(workspaceId);
    await pages.workspace('one', { server: null });
    expect(await versions(pages)).toEqual([listed]);
    expect(await said(pages, listed)).toBe('from the server');
    const [named] = await services.versions.name(workspaceId, pages.page, listed.id, 'Kept');
    expect(named).toMatchObject({ id: listed.id, name: 'Kept' });
  });

  test('that was only heard of does not stay without its server', async () => {
    const pages = await share();
    expect(await versions(pages)).toEqual([listed]);
    pages.services.versions.takeOver(pages.workspaceId);
    await pages.workspace('one', { server: null });
    expect(await versions(pages)).toEqual([]);
  });

  test('is not also kept on this device', async () => {
    const pages = await share();
    await type(pages, 'words');
    pages.clock.advance(60 * minute);
    expect(await versions(pages)).toEqual([listed]);
  });
});
