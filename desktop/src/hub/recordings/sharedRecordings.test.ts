import { randomBytes } from 'node:crypto';
import { readTranscript, speechSampleRate } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { fakeHost } from '../testing/fakeHost.ts';
import { invite, person, publishedPage } from '../testing/people.ts';
import { startSyncServer } from '../testing/startSyncServer.ts';
import {
  addRecording,
  claimed,
  importModel,
  sendSeconds,
  stateOf,
} from './testing/recordingWindow.ts';
import { FakeTranscriber } from './testing/FakeTranscriber.ts';

const file = randomBytes(10_000);

async function team() {
  const server = await startSyncServer();
  const startTranscriber = () => Promise.resolve(new FakeTranscriber());
  const alice = await person('Alice', server, { host: { ...fakeHost(), startTranscriber } });
  const bob = await person('Bob', server);
  const { workspace } = await publishedPage(alice);
  await importModel(alice.window);
  return { alice, bob, workspace: workspace.id };
}

test('a colleague sees the page of a recording and what was said in it, and may not write it', async () => {
  const { alice, bob, workspace } = await team();
  await invite(alice, bob, workspace, 'viewer');
  const recording = await addRecording({ window: alice.window, workspace }, file);
  const task = await claimed(alice.window);
  sendSeconds(alice.window, task, 2);
  const { stream } = task;
  await alice.window.request('recordings.decoded', { stream, totalSamples: 2 * speechSampleRate });
  await stateOf(alice.window, recording.id, 'done');
  await alice.window.syncState(workspace, 'synced');

  const page = await bob.window.open(`${workspace}/page/${recording.page}`);
  await page.textIs('Talk: part 1');
  const call = String(page.ydoc.getMap('meta').get('call'));
  expect(call).toBe(recording.id);
  const about = await bob.window.open(`${workspace}/call/${call}`);
  await bob.window.until(() => {
    about.catchUp();
    return about.ydoc.getMap('people').has(alice.account);
  });
  const speech = await bob.window.open(`${workspace}/speech/${call}/${alice.account}`);
  const lines = () => {
    speech.catchUp();
    return readTranscript(about.ydoc, new Map([[alice.account, speech.ydoc]])).lines;
  };
  await bob.window.until(() => lines().length === 2);
  expect(lines().map(({ text, name }) => [name, text])).toEqual([
    ['Alice', 'second 0'],
    ['Alice', 'second 1'],
  ]);
  for (const { key } of [about, speech]) {
    expect((await bob.window.frame('subscribed', ({ doc }) => doc === key)).access).toBe('read');
  }
  expect(await bob.window.request('audio.of', { workspace, call })).toEqual([]);
  expect(await bob.window.request('recordings.list', {})).toEqual([]);
});

test.each(['viewer', 'commenter'] as const)('a %s can make no minutes of a file', async (role) => {
  const { alice, bob, workspace } = await team();
  await invite(alice, bob, workspace, role);
  await bob.window.syncState(workspace, 'synced');
  const adding = addRecording({ window: bob.window, workspace }, file);
  await expect(adding).rejects.toMatchObject({ code: 'no-permission' });
});

test('an editor corrects a line of a recording that somebody else made', async () => {
  const { alice, bob, workspace } = await team();
  await invite(alice, bob, workspace, 'editor');
  const recording = await addRecording({ window: alice.window, workspace }, file);
  await alice.window.syncState(workspace, 'synced');
  const about = await bob.window.open(`${workspace}/call/${recording.id}`);
  await bob.window.until(() => {
    about.catchUp();
    return about.ydoc.getMap('people').has(alice.account);
  });
  const correction = { text: 'other', by: bob.account, at: 1 };
  await about.saved(about.edit((ydoc) => ydoc.getMap('corrections').set('line', correction)));
  const own = await alice.window.open(`${workspace}/call/${recording.id}`);
  await alice.window.until(() => {
    own.catchUp();
    return own.ydoc.getMap('corrections').has('line');
  });
  const speech = await bob.window.open(`${workspace}/speech/${recording.id}/${alice.account}`);
  const batch = speech.edit((ydoc) => ydoc.getArray('lines').push([{ id: 'forged' }]));
  await bob.window.frame('refused', (frame) => frame.doc === speech.key && frame.batch === batch);
});
