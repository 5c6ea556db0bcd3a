import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  access,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { roomSounds } from '../../transcriber/roomSounds.ts';
import {
  fixtureModel,
  readFixture,
  speech,
  speechFolder,
} from '../../transcriber/speechFixtures.ts';
import { wordErrorRate } from '../../transcriber/wordErrorRate.ts';
import { Resampler } from '../audio/Resampler.ts';
import { writeWav } from '../audio/writeWav.ts';

// Each of these starts a process that loads a model.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-transcribe-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command with the fixture model; its standard input stays open. */
function transcribe(
  files: readonly string[],
  more: readonly string[],
  env: NodeJS.ProcessEnv = {},
): { child: ChildProcess; ended: Promise<Outcome> } {
  const main = join(import.meta.dirname, '../main.ts');
  const options = ['--model', fixtureModel, '--language', 'en', ...more];
  const child = spawn(process.execPath, [main, 'transcribe', ...files, ...options], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Outcome>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

interface Heard {
  readonly seconds: number;
  readonly text: string;
  readonly segments: readonly { start: number; end: number }[];
}

const fixture = (file: string): string => join(speechFolder, file);
const question = 'Why is the quick feature stable?';

async function place(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  return path;
}

async function save(name: string, bytes: Buffer): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
}

test.each<[string, RegExp]>([
  ['txt', /^en-06\n\n\[0:00\] Why is the quick feature stable\?\n$/],
  ['md', /^# en-06\n[^]*Why is the quick feature stable\?/],
  ['srt', /^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\nWhy is/],
  ['vtt', /^WEBVTT\n[^]*00:00:00\.\d{3} --> 00:00:0\d\.\d{3}\nWhy is/],
  ['json', /^\{.*"segments":\[\{.*"words":\[.*\}\n$/],
  // A ZIP archive with the parts of a Word document.
  ['docx', /^PK[^]*word\/document\.xml/],
])('writes several recordings as %s', async (format, expected) => {
  const output = join(folder, format);
  const files = [fixture('en-06.wav'), fixture('en-01.wav')];
  const outcome = await transcribe(files, ['--format', format, '--output', output]).ended;
  expect(outcome).toEqual({ code: 0, stdout: '', stderr: '' });
  expect((await readdir(output)).toSorted()).toEqual([`en-01.${format}`, `en-06.${format}`]);
  expect(await readFile(join(output, `en-06.${format}`), 'latin1')).toMatch(expected);
});

test('keeps recordings of the same name apart', async () => {
  const other = await place('other');
  await writeFile(join(other, 'en-06.wav'), await readFile(fixture('en-01.wav')));
  const output = join(folder, 'apart');
  const files = [fixture('en-06.wav'), join(other, 'en-06.wav')];
  const { code } = await transcribe(files, ['--output', output]).ended;
  expect(code).toBe(0);
  expect(await readFile(join(output, 'en-06.txt'), 'utf8')).toContain(question);
  const [first] = speech.singles;
  expect(await readFile(join(output, 'en-06-2.txt'), 'utf8')).toContain(first?.text);
});

test('Control-C ends it at once, with what is finished and nothing half done', async () => {
  const once = readFixture(speech.long.file);
  const long = new Float32Array(8 * once.length);
  for (let at = 0; at < long.length; at += once.length) long.set(once, at);
  const wav = writeWav({ sampleRate: 16_000, bits: 16, channels: [long] });
  const files = [fixture('en-06.wav'), await save('long.wav', wav), fixture('en-01.wav')];
  const output = join(folder, 'stopped');
  const { child, ended } = transcribe(files, ['--format', 'srt', '--output', output]);
  const finished = join(output, 'en-06.srt');
  await vi.waitUntil(
    () =>
      access(finished).then(
        () => true,
        () => false,
      ),
    { timeout: 60_000 },
  );
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 130, stdout: '', stderr: '' });
  expect(await readdir(output)).toEqual(['en-06.srt']);
  expect(await readFile(finished, 'utf8')).toContain(question);
});

test('Control-C leaves nothing of what was being piped in', async () => {
  const temporary = await place('temporary');
  const { child, ended } = transcribe(['-'], [], { TMPDIR: temporary });
  child.stdin?.write((await readFile(fixture('long.wav'))).subarray(0, 100_000));
  await vi.waitUntil(async () => (await readdir(temporary)).length > 0, { timeout: 60_000 });
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 130, stdout: '', stderr: '' });
  expect(await readdir(temporary)).toEqual([]);
});

test('says of each recording that cannot be read why, and writes the others', async () => {
  const whole = await readFile(fixture('en-06.wav'));
  const bad: [string, RegExp][] = [
    [await save('empty.wav', Buffer.alloc(0)), /The file is empty\./],
    [await save('header.wav', whole.subarray(0, 30)), /cannot be read/],
    [await save('silent.wav', whole.subarray(0, 44)), /There is no sound in the file\./],
    [await save('text.wav', Buffer.from('no sound, only some text')), /unknown format/],
    [join(folder, 'none.wav'), /There is no such file\./],
    [folder, /This is not a file\./],
  ];
  const files = [...bad.map(([file]) => file), fixture('en-06.wav')];
  const { code, stdout, stderr } = await transcribe(files, ['--format', 'json']).ended;
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ text: question });
  const reports = stderr.trimEnd().split('\n');
  expect(reports).toHaveLength(bad.length);
  for (const [index, [file, reason]] of bad.entries()) {
    expect(reports[index]?.startsWith(`confab: ${file}: `)).toBe(true);
    expect(reports[index]).toMatch(reason);
  }
});

test('understands telephone and studio recordings, of one channel and two', async () => {
  const samples = readFixture('en-06.wav');
  const atRate = (rate: number): Float32Array => {
    const resampler = new Resampler(16_000, rate);
    return Float32Array.from([...resampler.push(samples), ...resampler.flush()]);
  };
  const files = await Promise.all(
    [8000, 48_000, 96_000].map((sampleRate) => {
      const sound = atRate(sampleRate);
      const channels = sampleRate === 8000 ? [sound] : [sound, sound.map((value) => value / 2)];
      const wav = writeWav({ sampleRate, bits: 24, channels });
      return save(`${sampleRate}.wav`, wav);
    }),
  );
  const { code, stdout, stderr } = await transcribe(files, ['--format', 'json']).ended;
  expect([code, stderr]).toEqual([0, '']);
  const heard = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Heard);
  const sentence = speech.singles.find(({ file }) => file === 'en-06.wav');
  for (const { seconds, segments } of heard) {
    expect(seconds).toBeCloseTo(samples.length / 16_000, 1);
    expect(segments).toHaveLength(1);
    expect(Math.abs((segments[0]?.start ?? 0) - (sentence?.start ?? 0))).toBeLessThan(0.5);
    expect(Math.abs((segments[0]?.end ?? 0) - (sentence?.end ?? 0))).toBeLessThan(0.5);
  }
  const [telephone, ...studio] = heard.map(({ text }) => text);
  expect(studio).toEqual([question, question]);
  // The model never heard one: it gets some of the words.
  expect(wordErrorRate(question, telephone ?? '')).toBeLessThan(0.7);
});

test('writes no words where nobody speaks', async () => {
  const files = await Promise.all(
    Object.entries(roomSounds).map(([name, sound]) =>
      save(`${name}.wav`, writeWav({ sampleRate: 16_000, bits: 16, channels: [sound(10)] })),
    ),
  );
  const { code, stdout, stderr } = await transcribe(files, ['--format', 'json']).ended;
  expect([code, stderr]).toEqual([0, '']);
  const heard = stdout.trimEnd().split('\n');
  expect(heard).toHaveLength(files.length);
  for (const line of heard) expect(JSON.parse(line)).toMatchObject({ text: '', segments: [] });
});

test.runIf(process.platform === 'linux')('says that the disk is full and goes on', async () => {
  const output = await place('full');
  await symlink('/dev/full', join(output, 'en-06.txt.part'));
  const files = [fixture('en-06.wav'), fixture('en-01.wav')];
  const { code, stderr } = await transcribe(files, ['--output', output]).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^confab: .*en-06\.wav: The disk is full\..*\n$/);
  expect(await readdir(output)).toEqual(['en-01.txt']);
});
