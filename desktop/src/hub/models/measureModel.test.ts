import type { FromTranscriber, ToTranscriber } from '@confab/shared-types';
import { expect, test } from 'vitest';
import type { TranscriberPort } from '../../shell/Host.ts';
import { measureModel, threadsToTry } from './measureModel.ts';
import type { MeasureOptions } from './measureModel.ts';
import { speechSample } from './speechSample.ts';

const second = 16_000;

/** A transcriber whose work takes as long as `costMs` says of how the model is run. */
function fakeTranscriber(costMs: (way: { dtype?: string; threads?: number }) => number | 'fails') {
  let now = 0;
  let way: { dtype?: string | undefined; threads?: number | undefined } = {};
  let hear: (message: unknown) => void = () => undefined;
  let gone: (reason: string) => void = () => undefined;
  const asked: ToTranscriber[] = [];
  const answer = (message: FromTranscriber): void => queueMicrotask(() => hear(message));
  const info = { name: 'm', dtype: 'q8', languages: ['en'], wordTimes: false, windowSeconds: 28 };
  const port: TranscriberPort & { closed: boolean } = {
    closed: false,
    post: (raw) => {
      const message = raw as ToTranscriber;
      asked.push(message);
      const cost =
        message.type === 'load' ? costMs((way = message) as object) : costMs(way as object);
      if (message.type === 'load') {
        if (cost === 'fails') answer({ type: 'failed', error: { code: 'model-out-of-memory' } });
        else answer({ type: 'loaded', model: info });
      }
      if (message.type === 'file-end' && cost !== 'fails') {
        now += cost;
        answer({ type: 'done', job: message.job });
      }
    },
    onMessage: (listener) => (hear = listener),
    onClose: (listener) => (gone = listener),
    close: () => (port.closed = true),
  };
  const tried: string[] = [];
  const options: Omit<MeasureOptions, 'dtypes' | 'threads' | 'signal'> = {
    startTranscriber: () => Promise.resolve(port),
    folder: '/models/m',
    sample: new Float32Array(10 * second),
    language: 'en',
    now: () => now,
    onTried: (done, total) => tried.push(`${done}/${total}`),
  };
  return { options, port, asked, tried, die: () => gone('killed') };
}

test('finds the best dtype first, then the best number of threads', async () => {
  const { options, port, asked, tried } = fakeTranscriber(
    ({ dtype, threads = 1 }) => (dtype === 'q8' ? 4000 : 9000) / Math.min(threads, 4),
  );
  const { signal } = new AbortController();
  const best = await measureModel({
    ...options,
    dtypes: ['fp32', 'q8'],
    threads: [2, 4, 8],
    signal,
  });
  expect(best).toEqual({ dtype: 'q8', threads: 4, timesRealTime: 10 });
  const loads = asked.flatMap((message) => (message.type === 'load' ? [message] : []));
  expect(loads.map(({ dtype, threads }) => `${dtype} ${threads}`)).toEqual([
    'fp32 2',
    'q8 2',
    'q8 4',
    'q8 8',
  ]);
  expect(tried.at(-1)).toBe('4/4');
  expect(port.closed).toBe(true);
});

test('goes by the better of two runs where they are short, and runs slow models once', async () => {
  const { options, asked } = fakeTranscriber(() => 40_000);
  const { signal } = new AbortController();
  const slow = await measureModel({ ...options, dtypes: ['q8'], threads: [1], signal });
  expect(slow.timesRealTime).toBe(0.25);
  expect(asked.filter(({ type }) => type === 'file-end')).toHaveLength(1);
});

test('passes over a dtype that does not run, and says why when none does', async () => {
  const { options } = fakeTranscriber(({ dtype }) => (dtype === 'fp32' ? 'fails' : 1000));
  const { signal } = new AbortController();
  const ways = { dtypes: ['fp32', 'q8'] as const, threads: [1], signal };
  expect((await measureModel({ ...options, ...ways })).dtype).toBe('q8');
  await expect(measureModel({ ...options, ...ways, dtypes: ['fp32'] })).rejects.toMatchObject({
    code: 'model-out-of-memory',
  });
});

test('ends its process when it is cancelled', async () => {
  const { options, port } = fakeTranscriber(() => 'fails');
  const abort = new AbortController();
  const endless = {
    ...options,
    startTranscriber: () =>
      Promise.resolve({ ...port, post: () => abort.abort(new Error('enough')) }),
  };
  const measuring = measureModel({
    ...endless,
    dtypes: ['q8'],
    threads: [1, 2],
    signal: abort.signal,
  });
  await expect(measuring).rejects.toThrow('enough');
});

test('says so when the process dies', async () => {
  const { options, die, port } = fakeTranscriber(() => 1);
  const { signal } = new AbortController();
  const dying = { ...port, post: () => queueMicrotask(die) };
  const startTranscriber = () => Promise.resolve(dying);
  await expect(
    measureModel({ ...options, startTranscriber, dtypes: ['q8', 'q4'], threads: [1], signal }),
  ).rejects.toMatchObject({ code: 'transcriber-stopped' });
});

test.each([
  [1, [1]],
  [2, [1, 2]],
  [8, [4, 8]],
  [16, [8, 4, 16]],
])('%i cores', (cores, threads) => expect(threadsToTry(cores)).toEqual(threads));

test('the sample is about ten seconds of speech', () => {
  const sample = speechSample();
  expect(sample.length / second).toBeCloseTo(10.8, 1);
  const power = sample.reduce((sum, value) => sum + value * value, 0) / sample.length;
  expect(Math.sqrt(power)).toBeGreaterThan(0.02);
  expect(sample.every((value) => Math.abs(value) <= 1)).toBe(true);
});
