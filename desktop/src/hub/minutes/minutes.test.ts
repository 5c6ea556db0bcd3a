import { readFile } from 'node:fs/promises';
import { yTypes } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { TestWindow } from '../testing/TestWindow.ts';
import { readPageSummary } from './page/writeSummary.ts';
import { fakeEndpoint } from './testing/fakeEndpoint.ts';
import { blocksOf, recorded } from './testing/recorded.ts';
import type { Recorded } from './testing/recorded.ts';

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

test('deleted for good, minutes take along what was said', async () => {
  const { hub, window, workspace, page, call } = await recorded();
  await window.request('minutes.putPrivateNote', { workspace, call, text: 'Hm', at: 5 });
  await window.request('pages.delete', { workspace, pages: [page] });
  expect(await window.request('minutes.privateNotes', { workspace, call })).toEqual([]);
  const speech = await (await TestWindow.open(hub)).open(`${workspace}/speech/${call}/speaker-one`);
  expect(speech.ydoc.getArray(yTypes.lines).length).toBe(0);
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
    const { url, asked } = await fakeEndpoint(() => ({
      status: 200,
      content: JSON.stringify({ ...empty, summary }),
    }));
    const { window, workspace, page, document, host } = await setUp(url);
    expect(await window.request('minutes.setEndpointKey', { key: 'sk-1' })).toMatchObject({
      set: true,
    });
    expect([...host.secretValues.values()]).toEqual(['sk-1']);
    expect(await window.request('minutes.summarise', { workspace, page })).toEqual({
      ...{ method: 'endpoint', replaced: false },
    });
    await window.until(() => JSON.stringify(blocksOf(document)).includes('Anna talks about'));
    expect(readPageSummary(document.ydoc)?.endpoint).toEqual({
      ...{ host: '127.0.0.1', model: 'small-model' },
    });
    const bodySchema = z.object({ model: z.string(), messages: z.array(z.unknown()) });
    expect(asked).toMatchObject([{ path: '/v1/chat/completions', key: 'Bearer sk-1' }]);
    expect(bodySchema.parse(asked[0]?.body).model).toBe('small-model');
    await window.request('minutes.tryEndpoint', {});
    expect(await window.request('minutes.setEndpointKey', { key: null })).toMatchObject({
      set: false,
    });
  });

  test('gets no word unless a person asks: whoever ends the call does not speak for all', async () => {
    const { url, asked } = await fakeEndpoint(() => ({ status: 500, content: '' }));
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
    const { url } = await fakeEndpoint(() => ({ status, content }));
    const { window, workspace, page, document } = await setUp(url);
    expect(await window.request('minutes.summarise', { workspace, page })).toEqual({
      ...{ method: 'extractive', replaced: false },
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
