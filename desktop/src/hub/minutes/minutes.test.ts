import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { pageSchemaVersion, readBlocks, yTypes } from '@confab/shared-types';
import type { Block } from '@confab/shared-types';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { openTestHub } from '../testing/openTestHub.ts';
import type { TestHub } from '../testing/openTestHub.ts';
import { TestWindow } from '../testing/TestWindow.ts';
import type { TestDocument } from '../testing/TestWindow.ts';
import { readPageSummary } from './page/writeSummary.ts';

interface Recorded extends TestHub {
  readonly window: TestWindow;
  readonly workspace: string;
  readonly page: string;
  readonly call: string;
  readonly document: TestDocument;
}

/** A page of minutes of something that was recorded on this device alone. */
async function recorded({ ended = true } = {}): Promise<Recorded> {
  const opened = await openTestHub();
  const window = await TestWindow.open(opened.hub);
  const { workspaces } = await window.request('app.state', {});
  const workspace = workspaces[0]?.id ?? '';
  const call = 'recording-one';
  const created = { workspace, parent: null, title: 'Talk: part 1' };
  const { page } = await window.request('pages.create', created);
  const about = await window.open(`${workspace}/call/${call}`);
  const startedAt = Date.UTC(2026, 10, 19, 10);
  const said = await about.saved(
    about.edit((ydoc) => {
      const meta = ydoc.getMap(yTypes.meta);
      meta.set('startedAt', startedAt);
      meta.set('endedAt', ended ? startedAt + 60_000 : null);
      meta.set('language', 'ko');
      const person = { account: 'speaker-one', person: 'person-one', name: 'Anna', joinedAt: 1 };
      ydoc.getMap(yTypes.people).set('speaker-one', person);
    }),
  );
  const speech = await window.open(`${workspace}/speech/${call}/speaker-one`);
  const texts = ["I'll send the contract to Oslo by Monday.", "Let's use the smaller room then."];
  await speech.saved(
    speech.edit((ydoc) => {
      const lines = texts.map((text, at) => ({
        ...{ id: `speaker-one.track/${at}`, text, language: 'en' },
        ...{ startedAt: startedAt + at * 5000, endedAt: startedAt + at * 5000 + 4000 },
      }));
      ydoc.getArray(yTypes.lines).push(lines);
    }),
  );
  const document = await window.open(`${workspace}/page/${page}`);
  await document.saved(
    document.edit((ydoc) => {
      const meta = ydoc.getMap(yTypes.meta);
      meta.set('schemaVersion', pageSchemaVersion);
      meta.set('kind', 'minutes');
      meta.set('call', call);
    }),
  );
  return { ...opened, window, workspace, page, call, document, ...(said ?? {}) };
}

function blocksOf(document: TestDocument): Block[] {
  document.catchUp();
  return readBlocks(document.ydoc.getXmlFragment(yTypes.blocks));
}

test('what was recorded here is summarised without any server, in the language it was begun in', async () => {
  const { window, document } = await recorded();
  await window.until(() => blocksOf(document).length > 1);
  const text = JSON.stringify(blocksOf(document));
  expect(text).toContain('결정 사항');
  expect(text).toContain('할 일');
  expect(text).toContain('"target":"2026-11-23"');
  expect(readPageSummary(document.ydoc)).toMatchObject({
    method: 'extractive',
    template: 'meeting',
  });
});

test('while it goes on nothing is written, unless a person asks for it', async () => {
  const { window, document, workspace, page } = await recorded({ ended: false });
  await window.request('minutes.summarise', { workspace, page, template: 'lecture' });
  await window.until(() => blocksOf(document).length > 1);
  expect(readPageSummary(document.ydoc)?.template).toBe('lecture');
});

test('a page that is no minutes has no summary and no transcript', async () => {
  const { window, workspace } = await recorded();
  const { page } = await window.request('pages.create', { workspace, parent: null });
  const asked = window.request('minutes.summarise', { workspace, page });
  await expect(asked).rejects.toMatchObject({ code: 'not-found' });
  const format = { format: 'txt', times: true, speakers: true } as const;
  const exported = window.request('minutes.export', { workspace, page, ...format });
  await expect(exported).rejects.toMatchObject({ code: 'not-found' });
});

test.each(['txt', 'vtt', 'docx'] as const)('an export to %s is a file to save', async (format) => {
  const { hub, window, workspace, page } = await recorded();
  const request = { workspace, page, format, times: true, speakers: true, language: 'en' } as const;
  const { job } = await window.request('minutes.export', request);
  const { state } = await window.event(
    'job',
    (each) => each.job === job && each.state.name === 'done',
  );
  if (state.name !== 'done') throw new Error(state.name);
  expect(state.fileName).toBe(`Talk part 1.${format}`);
  const file = await hub.openFile(state.address?.replace('/f/', '') ?? '');
  const bytes = await readFile(file?.path ?? '');
  expect(bytes.length).toBe(state.sizeBytes);
  const holdsWords = bytes.includes('contract to Oslo');
  expect(holdsWords).toBe(format !== 'docx');
});

test('private notes are told of and stay on this device', async () => {
  const { window, workspace, call } = await recorded();
  const note = await window.request('minutes.putPrivateNote', {
    workspace,
    call,
    text: 'Hm',
    at: 5,
  });
  await window.event('privateNotes', (told) => told.call === call);
  expect(await window.request('minutes.privateNotes', { workspace, call })).toEqual([note]);
  await window.request('minutes.removePrivateNote', { id: note.id });
  expect(await window.request('minutes.privateNotes', { workspace, call })).toEqual([]);
});

describe('an endpoint that the person set up', () => {
  interface Asked {
    readonly path: string;
    readonly key: string | undefined;
    readonly body: unknown;
  }

  /** A server on this machine that answers as it is told. */
  async function endpoint(answer: (asked: Asked) => { status: number; content: string }) {
    const asked: Asked[] = [];
    const handle = async (request: IncomingMessage): Promise<{ status: number; body: string }> => {
      const { url = '', headers } = request;
      const one = { path: url, key: headers.authorization, body: await json(request) };
      asked.push(one);
      const { status, content } = answer(one);
      return { status, body: JSON.stringify({ choices: [{ message: { content } }] }) };
    };
    const server = createServer((request, response) => {
      void handle(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}/v1`, asked };
  }

  async function setUp(url: string, ended = false): Promise<Recorded> {
    const made = await recorded({ ended });
    await made.window.request('preferences.update', {
      summaryMethod: 'endpoint',
      summaryEndpoint: { url, model: 'small-model' },
    });
    return made;
  }

  test('gets the words with the key, and what it answers is on the page', async () => {
    const empty = { summary: [], decisions: [], actions: [], questions: [] };
    const summary = [{ text: 'Anna talks about a contract.', lines: [1] }];
    const { url, asked } = await endpoint(() => ({
      status: 200,
      content: JSON.stringify({ ...empty, summary }),
    }));
    const { window, workspace, page, document, host } = await setUp(url);
    expect(await window.request('minutes.setEndpointKey', { key: 'sk-1' })).toMatchObject({
      set: true,
    });
    expect([...host.secretValues.values()]).toEqual(['sk-1']);
    expect(await window.request('minutes.summarise', { workspace, page })).toEqual({
      method: 'endpoint',
    });
    await window.until(() => JSON.stringify(blocksOf(document)).includes('Anna talks about'));
    const bodySchema = z.object({ model: z.string(), messages: z.array(z.unknown()) });
    expect(asked).toMatchObject([{ path: '/v1/chat/completions', key: 'Bearer sk-1' }]);
    expect(bodySchema.parse(asked[0]?.body).model).toBe('small-model');
    await window.request('minutes.tryEndpoint', {});
    expect(await window.request('minutes.setEndpointKey', { key: null })).toMatchObject({
      set: false,
    });
  });

  test('gets no word unless a person asks: whoever ends the call does not speak for all', async () => {
    const { url, asked } = await endpoint(() => ({ status: 500, content: '' }));
    const { window, document } = await setUp(url, true);
    await window.until(() => blocksOf(document).length > 1);
    expect(readPageSummary(document.ydoc)?.method).toBe('extractive');
    expect(asked).toEqual([]);
  });

  test.each([
    ['is out of order', 500, ''],
    ['does not know the key', 401, ''],
    ['talks instead', 200, 'As a language model I cannot do that.'],
  ])('%s: minutes are made here, and that is said', async (_what, status, content) => {
    const { url } = await endpoint(() => ({ status, content }));
    const { window, workspace, page, document } = await setUp(url);
    expect(await window.request('minutes.summarise', { workspace, page })).toEqual({
      method: 'extractive',
    });
    await window.event('notice', ({ code }) => code === 'summary-model-failed');
    await window.until(() => JSON.stringify(blocksOf(document)).includes('contract to Oslo'));
  });

  test('that nobody set up is never asked', async () => {
    const { window } = await recorded({ ended: false });
    await expect(window.request('minutes.tryEndpoint', {})).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
