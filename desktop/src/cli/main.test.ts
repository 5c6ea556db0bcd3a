import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fixtureModel, speech, speechFolder } from '../transcriber/speechFixtures.ts';
import { wordErrorRate } from '../transcriber/wordErrorRate.ts';

// Each of these starts a process that loads a model.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function confab(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  stdin: Buffer | null = null,
): Promise<Outcome> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(stdin ?? undefined);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

function transcribe(
  files: readonly string[],
  language: string,
  ...more: string[]
): Promise<Outcome> {
  const paths = files.map((file) => resolve(speechFolder, file));
  return confab(['transcribe', ...paths, '--model', fixtureModel, '--language', language, ...more]);
}

describe('confab transcribe', () => {
  it.each(['en', 'ko'])('writes the words of %s recordings and nothing else', async (language) => {
    const singles = speech.singles.filter((single) => single.language === language);
    const { code, stdout, stderr } = await transcribe(
      singles.map(({ file }) => file),
      language,
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const texts = stdout.trimEnd().split('\n\n');
    expect(texts).toHaveLength(singles.length);
    const said = singles.map(({ text }) => text).join(' ');
    expect(wordErrorRate(said, stdout)).toBeLessThanOrEqual(0.05);
  });

  it('writes long recordings with times as JSON', async () => {
    const { code, stdout } = await transcribe([speech.long.file], 'en', '--format', 'json');
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const result = JSON.parse(stdout) as {
      seconds: number;
      text: string;
      segments: { start: number; end: number; words: { start: number }[] }[];
    };
    expect(result).toMatchObject({ language: 'en', model: 'whisper-mini' });
    expect(result.seconds).toBeGreaterThan(100);
    const said = speech.long.segments.map(({ text }) => text).join(' ');
    expect(wordErrorRate(said, result.text)).toBeLessThanOrEqual(0.05);
    for (const { start, words } of result.segments) {
      const nearest = speech.long.segments.map((sentence) => Math.abs(sentence.start - start));
      expect(Math.min(...nearest)).toBeLessThan(0.5);
      expect(words.length).toBeGreaterThan(0);
    }
  });

  it('finds out what is spoken, and writes a file for each recording', async () => {
    const output = join(folder, 'transcripts');
    const { code, stdout, stderr } = await transcribe(
      ['en-06.wav', 'ko-06.wav'],
      'auto',
      ...['--format', 'srt', '--output', output],
    );
    expect([code, stdout, stderr]).toEqual([0, '', '']);
    const ko = speech.singles.find(({ file }) => file === 'ko-06.wav')?.text ?? '';
    expect(await readFile(join(output, 'en-06.srt'), 'utf8')).toMatch(
      /^1\n00:00:00,\d+ --> 00:00:0[12],\d+\nWhy is the quick feature stable\?\n/,
    );
    expect(await readFile(join(output, 'ko-06.srt'), 'utf8')).toContain(ko);
  });

  it('reads what is piped in', async () => {
    const recording = await readFile(join(speechFolder, 'en-06.wav'));
    const { code, stdout } = await confab(
      ['transcribe', '-', '--model', fixtureModel, '--language', 'en,ko', '--format', 'json'],
      {},
      recording,
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      file: '-',
      segments: [{ text: 'Why is the quick feature stable?', language: 'en' }],
    });
  });

  it('keeps what it heard of a recording that is cut off', async () => {
    const whole = await readFile(join(speechFolder, speech.long.file));
    const cut = join(folder, 'cut.wav');
    await writeFile(cut, whole.subarray(0, 44 + 2 * 16_000 * 9 + 1));
    const { code, stdout } = await transcribe([cut], 'en');
    expect(code).toBe(0);
    const [first] = speech.long.segments;
    expect(wordErrorRate(first?.text ?? '', stdout.split('\n')[0] ?? '')).toBeLessThan(0.5);
  });

  it('goes on with other files when one cannot be read', async () => {
    const broken = join(folder, 'broken.wav');
    await writeFile(broken, 'nothing');
    const { code, stdout, stderr } = await confab([
      'transcribe',
      broken,
      join(speechFolder, 'en-06.wav'),
      '--model',
      fixtureModel,
      '--language',
      'en',
    ]);
    expect(code).toBe(1);
    expect(stdout.trim()).toBe('Why is the quick feature stable?');
    expect(stderr).toContain(`confab: ${broken}: `);
  });

  it('names what an incomplete model lacks', async () => {
    const model = join(folder, 'model');
    await cp(fixtureModel, model, { recursive: true });
    await rm(join(model, 'onnx', 'decoder_model_merged.onnx'));
    const { code, stdout, stderr } = await confab([
      'transcribe',
      join(speechFolder, 'en-01.wav'),
      '--model',
      model,
      '--language',
      'en',
    ]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('onnx/decoder_model_merged.onnx is missing');
    await writeFile(join(model, 'onnx', 'decoder_model_merged.onnx'), 'no model');
    const damaged = await confab([
      'transcribe',
      join(speechFolder, 'en-01.wav'),
      '--model',
      model,
      '--language',
      'en',
    ]);
    expect([damaged.code, damaged.stdout]).toEqual([1, '']);
    expect(damaged.stderr).toMatch(/no model that can be used/);
  });

  it.each<[string[], RegExp]>([
    [['transcribe'], /Name a file/],
    [['transcribe', 'a.wav'], /--model/],
    [['transcribe', 'a.wav', '--model', 'x'], /--language/],
    [['transcribe', 'a.wav', '--modell', 'x'], /--modell/],
    [['transcribe', 'a.wav', '--model', 'x', '--language', 'en', '--format', 'pdf'], /pdf/],
    [['transcribe', 'a.wav', '--model', fixtureModel, '--language', 'fr'], /en, ko/],
    [['transcribe', 'a.wav', '--model', 'x', '--language', 'en', '--format', 'docx'], /--output/],
    [['transcribe', 'a', 'b', '--model', 'x', '--language', 'en', '--format', 'srt'], /--output/],
    [['transcribe', '-', '-'], /once/],
    [['dance'], /no command "dance"/],
    [[], /Say what to do/],
  ])('answers %j on standard error', async (args, reason) => {
    const { code, stdout, stderr } = await confab(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(reason);
  });
});

describe('confab doctor', () => {
  it('says of everything whether it is there', async () => {
    const profile = join(folder, 'data', 'profiles', 'ann', 'models', 'mini');
    await cp(fixtureModel, profile, { recursive: true });
    const { stdout } = await confab(['doctor', '--data', join(folder, 'data')]);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(8);
    for (const line of lines) expect(line).toMatch(/^(ok {6}|missing) /);
    expect(stdout).toContain('speech model: mini (profile ann)');
    expect(stdout).toMatch(/ok {7}Node: 2\d/);
    expect(stdout).toMatch(/ok {7}onnxruntime/);
  });

  it('fails and says what to do where something required is missing', async () => {
    const { code, stdout } = await confab(['doctor', '--data', join(folder, 'none')], {
      PATH: folder,
      CONFAB_CHROMIUM: join(folder, 'none'),
      ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'none'),
      MEDIASOUP_WORKER_BIN: join(folder, 'none'),
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/missing {2}Chromium \(required\): install Chromium/);
    expect(stdout).toMatch(/missing {2}ffmpeg \(.*\): .*install ffmpeg/);
    expect(stdout).toMatch(/missing {2}speech model/);
  });
});

it('explains itself', async () => {
  const { code, stdout } = await confab(['--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('confab transcribe FILE… --model DIR --language CODE');
});
