import { createSyncServer, silentLog } from '@confab/sync-server';
import { readBlocks, roomHookAudience, yTypes } from '@confab/shared-types';
import type { Utterance } from '@confab/shared-types';
import { SignJWT } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../Clock.ts';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { invite, person, publishedPage, restarted } from '../testing/people.ts';
import type { Person } from '../testing/people.ts';
import type { TestServer } from '../testing/startSyncServer.ts';
import type { TestDocument } from '../testing/TestWindow.ts';
import { parseSummaryBlockId } from './page/summaryBlockIds.ts';
import { readPageSummary } from './page/writeSummary.ts';

const media = { url: 'ws://127.0.0.1:9', apiKey: 'key', apiSecret: 'a secret of some length' };

/** A machine's clock that is set wrong, and can be set. */
class OffClock implements Clock {
  offset: number;

  constructor(offset = 0) {
    this.offset = offset;
  }

  now(): number {
    return Date.now() + this.offset;
  }

  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  }
}

interface Server extends TestServer {
  readonly clock: OffClock;
}

async function startServer(): Promise<Server> {
  const dataFolder = await temporaryFolder();
  const clock = new OffClock();
  const options = { dataFolder, media, log: silentLog, clock };
  let server = await createSyncServer(options);
  const { url } = server;
  let running = true;
  const stop = async (): Promise<void> => {
    if (running) await server.stop();
    running = false;
  };
  onTestFinished(stop);
  const start = async (): Promise<void> => {
    server = await createSyncServer({ ...options, port: Number(new URL(url).port) });
    running = true;
  };
  return { url, dataFolder, clock, stop, start };
}

interface Meeting {
  readonly server: Server;
  readonly anna: Person;
  readonly ben: Person;
  readonly workspace: string;
  readonly call: string;
  readonly page: string;
}

/** Two people at one server, in a call that is transcribed. */
async function meeting(clocks: readonly [Clock, Clock] = [new OffClock(), new OffClock()]) {
  const server = await startServer();
  const anna = await person('Anna', server, { clock: clocks[0] });
  const ben = await person('Ben', server, { clock: clocks[1] });
  const { workspace } = await publishedPage(anna);
  await invite(anna, ben, workspace.id, 'editor');
  const started = await anna.window.request('calls.start', { workspace: workspace.id, page: null });
  const call = started.call.id;
  await ben.window.request('calls.join', { workspace: workspace.id, call });
  const transcribed = await anna.window.request('calls.transcribe', {
    workspace: workspace.id,
    call,
    title: 'Weekly',
  });
  const page = transcribed.minutesPage ?? '';
  const made: Meeting = { server, anna, ben, workspace: workspace.id, call, page };
  await say(made, anna, 0, "Let's move the release to Thursday because of the crash.");
  await say(made, ben, 1, "I'll send the new build to the testers tomorrow.");
  return made;
}

async function say(
  { workspace, call }: Meeting,
  who: Person,
  at: number,
  text: string,
): Promise<void> {
  const document = await who.window.open(`${workspace}/speech/${call}/${who.account}`);
  const startedAt = Date.now() + at * 4000;
  const line: Utterance = {
    id: `${who.account}.track.${at}/0`,
    text,
    language: 'en',
    startedAt,
    endedAt: startedAt + 3000,
  };
  await document.saved(document.edit((ydoc) => ydoc.getArray(yTypes.lines).push([line])));
  await who.window.syncState(workspace, 'synced');
}

/** What the media server says when a room was empty for half a minute. */
async function endCall({ server, call }: Meeting): Promise<void> {
  const token = await new SignJWT({
    iss: media.apiKey,
    aud: roomHookAudience,
    sub: call,
    exp: Math.floor(server.clock.now() / 1000) + 120,
  })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(media.apiSecret));
  const response = await fetch(`${server.url}/api/internal/rooms/${call}/ended`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ endedAt: server.clock.now() }),
  });
  expect(response.status).toBe(204);
}

/** Holds the lease of a call as a hub that died with it would. */
async function dieWithLease({ server, anna, call }: Meeting): Promise<void> {
  const session = anna.host.secretValues.get(`session:${anna.server}`) ?? '';
  const response = await fetch(`${server.url}/api/calls/${call}/minutes-lease`, {
    method: 'POST',
    headers: { authorization: `Bearer ${session}` },
    body: JSON.stringify({ holder: 'a-hub-that-died' }),
  });
  expect(await response.json()).toMatchObject({ granted: true });
}

function openPage({ workspace, page }: Meeting, who: Person): Promise<TestDocument> {
  return who.window.open(`${workspace}/page/${page}`);
}

function setsOf(document: TestDocument): Set<string> {
  document.catchUp();
  const blocks = readBlocks(document.ydoc.getXmlFragment(yTypes.blocks));
  return new Set(blocks.flatMap(({ id }) => parseSummaryBlockId(id)?.set ?? []));
}

function hasSummary(document: TestDocument): boolean {
  document.catchUp();
  return readPageSummary(document.ydoc) !== null;
}

function contentOf(document: TestDocument): string {
  return JSON.stringify(readBlocks(document.ydoc.getXmlFragment(yTypes.blocks)));
}

/** Resolves when all copies of the page are the same and hold one summary. */
async function oneSummary(...documents: readonly [TestDocument, Person][]): Promise<string> {
  const isOne = (): boolean =>
    documents.every(([document]) => hasSummary(document) && setsOf(document).size === 1) &&
    new Set(documents.map(([document]) => contentOf(document))).size === 1;
  // Whichever window hears of the last change.
  await Promise.race(documents.map(([, { window }]) => window.until(isOne)));
  const [content = ''] = documents.map(([document]) => contentOf(document));
  expect(content.match(/"text":"Decisions"/gu)).toHaveLength(1);
  expect(content.match(/"text":"Actions"/gu)).toHaveLength(1);
  return content;
}

test('one of two hubs writes the summary when the call ends, whatever their clocks say', async () => {
  const hour = 3_600_000;
  const made = await meeting([new OffClock(hour), new OffClock(-hour)]);
  const { anna, ben } = made;
  const [annas, bens] = [await openPage(made, anna), await openPage(made, ben)];
  expect([hasSummary(annas), hasSummary(bens)]).toEqual([false, false]);
  await endCall(made);
  const content = await oneSummary([annas, anna], [bens, ben]);
  expect(content).toContain('move the release to Thursday');
  expect(content).toContain('"kind":"person"');
  expect(content).toContain('confab://utterance/');

  // What comes late is taken in, and makes no second summary.
  await say(made, ben, 9, "Let's postpone the audit of the warehouse until March.");
  await anna.window.until(() => hasSummary(annas) && readPageSummary(annas.ydoc)?.lines === 3);
  expect(await oneSummary([annas, anna], [bens, ben])).toContain('warehouse');
});

test('a hub that died with the lease is followed by the next that opens the page', async () => {
  const made = await meeting();
  const { server, anna, ben } = made;
  await dieWithLease(made);
  await anna.hub.close();
  await endCall(made);
  const waiting = await openPage(made, ben);
  await ben.window.syncState(made.workspace, 'synced');
  expect(hasSummary(waiting)).toBe(false);
  server.clock.offset += 61_000;
  const bens = await openPage(made, ben);
  await oneSummary([bens, ben]);
});

test('a hub that died after writing and before it could be known adds nothing when it is back', async () => {
  const made = await meeting();
  const { server, anna, ben, workspace, page } = made;
  await anna.window.open(`${workspace}/call/${made.call}`);
  await openPage(made, anna);
  await anna.window.syncState(workspace, 'synced');
  await server.stop();
  const written = await anna.window.request('minutes.summarise', { workspace, page });
  expect(written).toMatchObject({ method: 'extractive' });
  await anna.hub.close();
  await server.start();
  await ben.window.syncState(workspace, 'synced');
  await endCall(made);
  const bens = await openPage(made, ben);
  await oneSummary([bens, ben]);
  const set = readPageSummary(bens.ydoc)?.set;

  const back = await restarted(anna);
  const annas = await openPage(made, back);
  await back.window.syncState(workspace, 'synced');
  await oneSummary([annas, back], [bens, ben]);
  expect(set).toBeDefined();
});

test('asked for again, it is written anew and stays one; a stranger may not', async () => {
  const made = await meeting();
  const { server, anna, ben, workspace, page } = made;
  await endCall(made);
  const [annas, bens] = [await openPage(made, anna), await openPage(made, ben)];
  await oneSummary([annas, anna], [bens, ben]);
  const first = readPageSummary(annas.ydoc)?.set;
  const asked = { workspace, page, template: 'stand-up', method: 'endpoint' } as const;
  await expect(anna.window.request('minutes.summarise', asked)).resolves.toEqual({
    ...{ method: 'extractive', replaced: true },
  });
  await anna.window.event('notice', ({ code }) => code === 'summary-model-failed');
  await ben.window.until(() => hasSummary(bens) && readPageSummary(bens.ydoc)?.set !== first);
  expect(setsOf(bens).size).toBe(1);
  expect(readPageSummary(bens.ydoc)).toMatchObject({ template: 'stand-up', method: 'extractive' });

  const carol = await person('Carol', server);
  await invite(anna, carol, workspace, 'viewer');
  const refused = carol.window.request('minutes.summarise', { workspace, page });
  await expect(refused).rejects.toMatchObject({ code: 'no-permission' });
});

test('deleted for good, minutes take along what was said, wherever it was', async () => {
  const made = await meeting();
  const { anna, ben, workspace, call, page } = made;
  const key = `${workspace}/speech/${call}/${anna.account}`;
  const seen = await ben.window.open(key);
  await ben.window.until(() => {
    seen.catchUp();
    return seen.ydoc.getArray(yTypes.lines).length === 1;
  });
  await anna.window.request('minutes.putPrivateNote', { workspace, call, text: 'Hm', at: 1 });
  await anna.window.request('pages.delete', { workspace, pages: [page] });
  expect(await anna.window.request('minutes.privateNotes', { workspace, call })).toEqual([]);
  // Thrown away, on disk too.
  for (const { window } of [anna, ben]) await window.frame('reset', ({ doc }) => doc === key);
});
