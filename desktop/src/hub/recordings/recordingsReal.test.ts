import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileCreditSamples, readTranscript, speechSampleRate } from '@confab/shared-types';
import type { RecordingTask } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { readFixture, speech, speechFolder } from '../../transcriber/speechFixtures.ts';
import { wordErrorRate } from '../../transcriber/wordErrorRate.ts';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { startRealHub } from '../testing/realProcesses.ts';
import type { TestWindow } from '../testing/TestWindow.ts';
import { addRecording, claimed, importModel, stateOf } from './testing/recordingWindow.ts';

/** Half of the long one, cut in a pause. */
const spoken = speech.long.segments.slice(0, 12);
const endSeconds = (spoken.at(-1)?.end ?? 0) + 0.3;
const samples = readFixture(speech.long.file).slice(0, Math.round(endSeconds * speechSampleRate));

/** Sends a task's sound as a window does: never further ahead than it was let. */
async function send(window: TestWindow, { stream, fromSample }: RecordingTask): Promise<void> {
  for (let at = fromSample; at < samples.length; at += speechSampleRate) {
    const piece = samples.slice(at, at + speechSampleRate);
    const needed = at + piece.length - fileCreditSamples;
    if (needed > fromSample) {
      await window.event(
        'recordingRead',
        (read) => read.stream === stream && read.readSample >= needed,
      );
    }
    window.send({ kind: 'audio', stream, firstSample: at, samples: piece });
  }
  await window.request('recordings.decoded', { stream, totalSamples: samples.length });
}

test('a recording is transcribed by a real model although the app is killed in the middle', async () => {
  const profileDir = await temporaryFolder();
  const first = await startRealHub(profileDir);
  const { workspaces } = await first.window.request('app.state', {});
  const workspace = workspaces[0]?.id ?? '';
  await importModel(first.window);
  const bytes = await readFile(join(speechFolder, speech.long.file));
  const recording = await addRecording({ window: first.window, workspace }, bytes, {
    ...{ fileName: 'long.wav', type: 'audio/wav', language: 'en' },
  });
  const { id } = recording;
  await send(first.window, await claimed(first.window));
  await first.window.event('recordings', (list) => list.some((each) => each.transcribedMs > 0));
  await first.kill();

  const { window } = await startRealHub(profileDir);
  const task = await claimed(window);
  expect(task.fromSample).toBeGreaterThan(0);
  expect(task.fromSample).toBeLessThan(samples.length);
  await send(window, task);
  await stateOf(window, id, 'done');

  const about = await window.open(`${workspace}/call/${id}`);
  const [speaker = ''] = about.ydoc.getMap('people').keys();
  const said = await window.open(`${workspace}/speech/${id}/${speaker}`);
  const { call, lines } = readTranscript(about.ydoc, new Map([[speaker, said.ydoc]]));
  expect(new Set(lines.map(({ utterance }) => utterance)).size).toBe(lines.length);
  const expected = spoken.map(({ text }) => text).join(' ');
  const heard = lines.map(({ text }) => text).join(' ');
  expect(wordErrorRate(expected, heard)).toBeLessThanOrEqual(0.05);

  const words = lines.flatMap((line) => line.words ?? []);
  expect(words.map(({ text }) => text.trim()).join(' ')).toBe(heard);
  const startedAt = call?.startedAt ?? 0;
  const [firstWord] = words;
  expect(((firstWord?.startedAt ?? 0) - startedAt) / 1000).toBeCloseTo(spoken[0]?.start ?? 0, 0);
  for (const [at, word] of words.entries()) {
    expect(word.endedAt).toBeGreaterThanOrEqual(word.startedAt);
    expect(word.startedAt).toBeGreaterThanOrEqual(words[at - 1]?.startedAt ?? 0);
  }
}, 180_000);
