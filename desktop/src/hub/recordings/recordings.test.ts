import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { isRecording, readTranscript, speechSampleRate } from '@confab/shared-types';
import type { CallTranscript, Recording } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import { readHubFile } from '../../shell/readHubFile.ts';
import { scarceDisk } from '../audio/testing/scarceDisk.ts';
import { TestWindow } from '../testing/TestWindow.ts';
import {
  addRecording,
  claimed,
  importModel,
  recordingHub,
  restartedHub,
  sendBytes,
  sendSeconds,
  stateOf,
} from './testing/recordingWindow.ts';
import type { RecordingHub } from './testing/recordingWindow.ts';

const file = randomBytes(200_000);

async function transcriptOf(
  window: TestWindow,
  { id, workspace }: Recording,
): Promise<CallTranscript> {
  const about = await window.open(`${workspace}/call/${id}`);
  const [speaker = ''] = about.ydoc.getMap('people').keys();
  const speech = await window.open(`${workspace}/speech/${id}/${speaker}`);
  return readTranscript(about.ydoc, new Map([[speaker, speech.ydoc]]));
}

const textsOf = ({ lines }: CallTranscript): string[] => lines.map(({ text }) => text);
const seconds = (count: number): string[] =>
  Array.from({ length: count }, (_, second) => `second ${second}`);

async function bytesAt({ hub }: Pick<RecordingHub, 'hub'>, address: string): Promise<Buffer> {
  const opened = await hub.openFile(address.slice('/f/'.length));
  if (opened === null) throw new Error('there is no such file');
  return await buffer(readHubFile(opened, 0, opened.size - 1));
}

test('a file becomes a page of minutes with its words, their times and a summary', async () => {
  const opened = await recordingHub();
  const { window, workspace, profileDir, transcribers } = opened;
  await window.request('vocabulary.update', { rules: [{ from: 'second', to: 'moment' }] });
  const recording = await addRecording(opened, file);
  expect(isRecording(recording.id)).toBe(true);
  await window.event('recordingWaits');
  const page = await window.open(`${workspace}/page/${recording.page}`);
  expect(page.text).toBe('Talk: part 1');
  expect(page.ydoc.getMap('meta').toJSON()).toMatchObject({ kind: 'minutes', call: recording.id });

  const task = await claimed(window);
  expect(task).toMatchObject({ kind: 'transcribe', fromSample: 0 });
  expect((await bytesAt(opened, task.address)).equals(file)).toBe(true);
  await window.request('recordings.looked', { stream: task.stream, durationMs: 3500 });
  sendSeconds(window, task, 3);
  const tail = { kind: 'audio', stream: task.stream, samples: new Float32Array(8000) } as const;
  window.send({ ...tail, firstSample: 3 * speechSampleRate });
  const totalSamples = 3 * speechSampleRate + 8000;
  await window.request('recordings.decoded', { stream: task.stream, totalSamples });
  const done = await stateOf(window, recording.id, 'done');
  expect(done).toMatchObject({ durationMs: 3500, transcribedMs: 3500 });

  const { call, lines, people } = await transcriptOf(window, recording);
  const startedAt = call?.startedAt ?? 0;
  expect(call).toMatchObject({ endedAt: startedAt + 3500, language: 'en' });
  expect(people).toHaveLength(1);
  expect(lines.map(({ text }) => text)).toEqual([0, 1, 2, 3].map((at) => `moment ${at}`));
  expect(lines[1]).toMatchObject({
    startedAt: startedAt + 1000,
    endedAt: startedAt + 2000,
    words: [
      { text: ' moment', startedAt: startedAt + 1000, endedAt: startedAt + 1500 },
      { text: ' 1', startedAt: startedAt + 1500, endedAt: startedAt + 2000 },
    ],
  });
  expect(transcribers[0]?.prompts[0]).toContain('Talk: part 1');
  expect(await readdir(join(profileDir, 'audio'))).toEqual([]);
  await window.until(() => {
    page.catchUp();
    return page.ydoc.getMap('meta').get('summary') !== undefined;
  });
  await window.request('recordings.dismiss', { id: recording.id });
  expect(await window.request('recordings.list', {})).toEqual([]);
});

test('the file lies on the disk only sealed', async () => {
  const opened = await recordingHub();
  await addRecording(opened, file);
  const [name = ''] = await readdir(join(opened.profileDir, 'audio'));
  const stored = await readFile(join(opened.profileDir, 'audio', name));
  expect(stored.length).toBeGreaterThan(file.length);
  for (let at = 0; at < file.length; at += 16_384) {
    expect(stored.includes(file.subarray(at, at + 32))).toBe(false);
  }
});

describe('is gone on with, each line once,', () => {
  test('after the app was stopped in the middle, and after lines were on disk before their position', async () => {
    const first = await recordingHub();
    const recording = await addRecording(first, file);
    sendSeconds(first.window, await claimed(first.window), 5);
    const isFar = ({ transcribedMs }: Recording): boolean => transcribedMs === 4000;
    await first.window.event('recordings', (list) => list.some(isFar));

    const second = await restartedHub(first);
    // As if it had died between a batch of lines and their position.
    const before = await transcriptOf(second.window, recording);
    expect(textsOf(before)).toEqual(seconds(4));
    const [line] = before.lines.slice(-1);
    const speech = await second.window.open(
      `${recording.workspace}/speech/${recording.id}/${line?.writer}`,
    );
    const half = {
      ...(line ?? {}),
      id: 'half-way',
      text: 'half',
      startedAt: (line?.startedAt ?? 0) + 1500,
    };
    await speech.saved(speech.edit((ydoc) => ydoc.getArray('lines').push([half])));

    const task = await claimed(second.window);
    expect(task.fromSample).toBe(4 * speechSampleRate);
    sendSeconds(second.window, task, 7);
    const { stream } = task;
    await second.window.request('recordings.decoded', {
      stream,
      totalSamples: 7 * speechSampleRate,
    });
    await stateOf(second.window, recording.id, 'done');
    expect(textsOf(await transcriptOf(second.window, recording))).toEqual(seconds(7));
  });

  test('when the window that decodes is closed, by the next one', async () => {
    const opened = await recordingHub();
    const { hub, window } = opened;
    const recording = await addRecording(opened, file);
    const other = await TestWindow.open(hub);
    const task = await claimed(other);
    expect(await window.request('recordings.claim', {})).toBeNull();
    await stateOf(window, recording.id, 'running');
    sendSeconds(other, task, 3);
    await window.event('recordings', (list) => list.some((each) => each.transcribedMs === 2000));
    other.close();
    await stateOf(window, recording.id, 'waiting');
    const again = await claimed(window);
    expect(again.fromSample).toBe(2 * speechSampleRate);
    sendSeconds(window, again, 6);
    const { stream } = again;
    await window.request('recordings.decoded', { stream, totalSamples: 6 * speechSampleRate });
    await stateOf(window, recording.id, 'done');
    expect(textsOf(await transcriptOf(window, recording))).toEqual(seconds(6));
  });

  test('after a pause, whose late sound is dropped', async () => {
    const opened = await recordingHub();
    const { window } = opened;
    const recording = await addRecording(opened, file);
    const task = await claimed(window);
    sendSeconds(window, task, 2);
    await window.event('recordings', (list) => list.some((each) => each.transcribedMs === 2000));
    await window.request('recordings.pause', { id: recording.id });
    await window.event('recordingStopped', ({ stream }) => stream === task.stream);
    sendSeconds(window, task, 4, 2);
    const late = window.request('recordings.decoded', { stream: task.stream, totalSamples: 1 });
    await expect(late).rejects.toMatchObject({ code: 'not-found' });
    await stateOf(window, recording.id, 'paused');
    expect(await window.request('recordings.claim', {})).toBeNull();
    await window.request('recordings.resume', { id: recording.id });
    const again = await claimed(window);
    sendSeconds(window, again, 3);
    const { stream } = again;
    await window.request('recordings.decoded', { stream, totalSamples: 3 * speechSampleRate });
    await stateOf(window, recording.id, 'done');
    expect(textsOf(await transcriptOf(window, recording))).toEqual(seconds(3));
    expect(window.errors).toEqual([]);
  });

  test('when it broke off: what came before stays, and it is tried again from there', async () => {
    const opened = await recordingHub();
    const { window } = opened;
    const recording = await addRecording(opened, file);
    const task = await claimed(window);
    sendSeconds(window, task, 3);
    const why = { code: 'recording-unreadable', detail: 'packet 7' } as const;
    await window.request('recordings.undecodable', { stream: task.stream, ...why });
    const failed = await stateOf(window, recording.id, 'failed');
    expect(failed.state).toEqual({ name: 'failed', ...why });
    expect(textsOf(await transcriptOf(window, recording))).toEqual(seconds(3));
    await window.request('recordings.resume', { id: recording.id });
    const again = await claimed(window);
    expect(again.fromSample).toBe(2 * speechSampleRate);
    sendSeconds(window, again, 4);
    const { stream } = again;
    await window.request('recordings.decoded', { stream, totalSamples: 4 * speechSampleRate });
    await stateOf(window, recording.id, 'done');
    expect(textsOf(await transcriptOf(window, recording))).toEqual(seconds(4));
  });
});

test('without a model it says so, and goes on once there is one', async () => {
  const opened = await recordingHub({ model: false });
  const { window } = opened;
  const recording = await addRecording(opened, file);
  expect(await window.request('recordings.claim', {})).toBeNull();
  const failed = await stateOf(window, recording.id, 'failed');
  expect(failed.state).toEqual({ name: 'failed', code: 'model-missing' });
  await importModel(window);
  await window.request('recordings.resume', { id: recording.id });
  expect(await claimed(window)).toMatchObject({ kind: 'transcribe', fromSample: 0 });
});

test('sound is taken in only in order, and only as far ahead as is let', async () => {
  const opened = await recordingHub();
  const { window } = opened;
  await addRecording(opened, file);
  const { stream } = await claimed(window);
  const samples = new Float32Array(speechSampleRate);
  window.send({ kind: 'audio', stream, firstSample: 5, samples });
  await window.until(() => window.errors.length === 1);
  window.send({
    kind: 'audio',
    stream,
    firstSample: 0,
    samples: new Float32Array(61 * speechSampleRate),
  });
  await window.until(() => window.errors.length === 2);
  expect(window.errors.map(({ code }) => code)).toEqual(['malformed-message', 'malformed-message']);
  window.send({
    kind: 'audio',
    stream,
    firstSample: 0,
    samples: new Float32Array(4 * speechSampleRate),
  });
  expect(await window.event('recordingRead')).toEqual({ stream, readSample: 4 * speechSampleRate });
  const short = window.request('recordings.decoded', {
    stream,
    totalSamples: 5 * speechSampleRate,
  });
  await expect(short).rejects.toMatchObject({ code: 'malformed-message' });
});

describe('the sound that is kept', () => {
  async function transcribed(
    opened: RecordingHub,
  ): Promise<{ recording: Recording; keep: Awaited<ReturnType<typeof claimed>> }> {
    const { window } = opened;
    const recording = await addRecording(opened, file, { keepAudio: true });
    const task = await claimed(window);
    sendSeconds(window, task, 2);
    const { stream } = task;
    await window.request('recordings.decoded', { stream, totalSamples: 2 * speechSampleRate });
    await stateOf(window, recording.id, 'keeping');
    return { recording, keep: await claimed(window) };
  }

  const kept = ({ window }: RecordingHub, { id: call, workspace }: Recording) =>
    window.request('audio.of', { workspace, call });

  test('takes the place of the file, also after a restart in the middle, and goes with its page', async () => {
    const first = await recordingHub();
    const { recording, keep } = await transcribed(first);
    expect(keep).toMatchObject({ kind: 'keep', fromSample: 0 });
    const { transfer: half } = await first.window.request('recordings.keep', {
      stream: keep.stream,
    });
    sendBytes(first.window, half, randomBytes(50_000));
    await first.window.frame('credit', (frame) => frame.transfer === half);

    const second = await restartedHub(first);
    const { window, workspace, profileDir } = second;
    const again = await claimed(window);
    expect(again).toMatchObject({ kind: 'keep', recording: { id: recording.id } });
    expect((await bytesAt(second, again.address)).equals(file)).toBe(true);
    const { stream } = again;
    const opus = randomBytes(70_000);
    const { transfer } = await window.request('recordings.keep', { stream });
    sendBytes(window, transfer, opus);
    await window.request('recordings.decoded', { stream, totalSamples: 2 * speechSampleRate });
    await stateOf(window, recording.id, 'done');
    const [sound, ...others] = await kept(second, recording);
    expect(others).toEqual([]);
    expect(sound).toMatchObject({
      speaker: null,
      sizeBytes: 70_000,
      type: 'audio/ogg; codecs=opus',
    });
    expect(sound?.startedAt).toBe((await transcriptOf(window, recording)).call?.startedAt);
    expect((await bytesAt(second, sound?.address ?? '')).equals(opus)).toBe(true);
    expect(await readdir(join(profileDir, 'audio'))).toHaveLength(1);

    await window.request('recordings.dismiss', { id: recording.id });
    expect(await kept(second, recording)).toHaveLength(1);
    await window.request('pages.delete', { workspace, pages: [recording.page] });
    expect(await kept(second, recording)).toEqual([]);
    expect(await readdir(join(profileDir, 'audio'))).toEqual([]);
  });

  test('is the file as it was given when it cannot be made smaller', async () => {
    const opened = await recordingHub();
    const { recording, keep } = await transcribed(opened);
    const { stream } = keep;
    await opened.window.request('recordings.undecodable', { stream, code: 'recording-unreadable' });
    await stateOf(opened.window, recording.id, 'done');
    const [sound] = await kept(opened, recording);
    expect(sound).toMatchObject({ type: 'audio/mp4', sizeBytes: file.length });
    expect((await bytesAt(opened, sound?.address ?? '')).equals(file)).toBe(true);
    const call = { workspace: recording.workspace, call: recording.id };
    await opened.window.request('audio.remove', call);
    await opened.window.event('keptAudio', (told) => told.call === recording.id);
    expect(await kept(opened, recording)).toEqual([]);
    expect(await readdir(join(opened.profileDir, 'audio'))).toEqual([]);
  });
});

describe('given up', () => {
  test('a recording leaves what was transcribed, which is summed up, and not its file', async () => {
    const opened = await recordingHub();
    const { window, profileDir } = opened;
    const recording = await addRecording(opened, file, { keepAudio: true });
    const task = await claimed(window);
    sendSeconds(window, task, 4);
    await window.event('recordings', (list) => list.some((each) => each.transcribedMs === 4000));
    await window.request('recordings.cancel', { id: recording.id });
    await stateOf(window, recording.id, 'cancelled');
    const { call, lines } = await transcriptOf(window, recording);
    expect(lines).toHaveLength(4);
    expect(call?.endedAt).toBe((call?.startedAt ?? 0) + 4000);
    expect(await readdir(join(profileDir, 'audio'))).toEqual([]);
    const resumed = window.request('recordings.resume', { id: recording.id });
    await expect(resumed).rejects.toMatchObject({ code: 'not-found' });
  });

  test.each(['its window', 'the app'])(
    'a file that did not come in whole because %s went',
    async (what) => {
      const opened = await recordingHub();
      const other = await TestWindow.open(opened.hub);
      const announced = { fileName: 'a.wav', type: 'audio/wav', sizeBytes: 500_000 } as const;
      const { recording, transfer } = await other.request('recordings.begin', {
        ...{ ...announced, workspace: opened.workspace, language: 'auto', keepAudio: false },
      });
      sendBytes(other, transfer, file);
      await other.frame('credit', (frame) => frame.upTo === file.length);
      if (what === 'its window') other.close();
      const now = what === 'the app' ? await restartedHub(opened) : opened;
      const failed = await stateOf(now.window, recording.id, 'failed');
      expect(failed.state).toEqual({ name: 'failed', code: 'recording-interrupted' });
      expect(await readdir(join(now.profileDir, 'audio'))).toEqual([]);
      const resumed = now.window.request('recordings.resume', { id: recording.id });
      await expect(resumed).rejects.toMatchObject({ code: 'not-found' });
    },
  );

  test('a file that does not fit on the disk says so at once, and nothing of it stays', async () => {
    const opened = await recordingHub();
    const { window, workspace, profileDir } = opened;
    scarceDisk(90_000);
    const { recording, transfer } = await window.request('recordings.begin', {
      ...{ workspace, fileName: 'a.wav', type: 'audio/wav', sizeBytes: file.length },
      ...{ language: 'en', keepAudio: false },
    });
    sendBytes(window, transfer, file);
    const failed = await stateOf(window, recording.id, 'failed');
    expect(failed.state).toMatchObject({ name: 'failed', code: 'storage-full' });
    const received = window.request('recordings.received', { transfer });
    await expect(received).rejects.toMatchObject({ code: 'storage-full' });
    expect(await readdir(join(profileDir, 'audio'))).toEqual([]);
    const page = await window.open(`${workspace}/page/${recording.page}`);
    expect(page.text).toBe('a');
    const huge = { workspace, fileName: 'b', type: '', language: 'en', keepAudio: false } as const;
    const refused = window.request('recordings.begin', { ...huge, sizeBytes: 17 * 1024 ** 3 });
    await expect(refused).rejects.toMatchObject({ code: 'malformed-message' });
  });

  test('a workspace that is removed from the device takes its recordings along', async () => {
    const opened = await recordingHub();
    const { window, workspace, profileDir } = opened;
    await addRecording(opened, file);
    const task = await claimed(window);
    sendSeconds(window, task, 2);
    await window.event('recordings', (list) => list.some((each) => each.transcribedMs === 2000));
    await window.request('workspaces.remove', { workspace, force: true });
    await window.event('recordings', (list) => list.length === 0);
    await expect.poll(() => readdir(join(profileDir, 'audio'))).toEqual([]);
    expect(await window.request('recordings.claim', {})).toBeNull();
  });

  test('a file that was changed on the disk cannot be read any further', async () => {
    const opened = await recordingHub();
    await addRecording(opened, file);
    const [name = ''] = await readdir(join(opened.profileDir, 'audio'));
    const path = join(opened.profileDir, 'audio', name);
    const stored = await readFile(path);
    stored[100_000] = (stored[100_000] ?? 0) ^ 1;
    await writeFile(path, stored);
    const { address } = await claimed(opened.window);
    await expect(bytesAt(opened, address)).rejects.toMatchObject({ code: 'data-damaged' });
  });
});
