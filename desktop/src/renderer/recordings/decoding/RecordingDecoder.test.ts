import { fileCreditSamples } from '@confab/shared-types';
import type { ChannelFrame, Recording, RecordingTask } from '@confab/shared-types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeHub } from '../../hub/FakeHub.ts';
import { HubClient } from '../../hub/HubClient.ts';
import type { DecodingNews, DecodingOrder } from './decodingMessages.ts';
import { RecordingDecoder } from './RecordingDecoder.ts';

const recording: Recording = {
  id: 'recording-0001',
  workspace: 'workspace-1',
  page: 'page-0001',
  fileName: 'talk.mp3',
  type: 'audio/mpeg',
  sizeBytes: 1000,
  language: 'en',
  keepAudio: false,
  durationMs: null,
  transcribedMs: 0,
  state: { name: 'running' },
};

function taskOf(over: Partial<RecordingTask> = {}): RecordingTask {
  const address = '/recordings/1';
  return { recording, kind: 'transcribe', address, stream: 'stream-1', fromSample: 0, ...over };
}

class FakeDecoding {
  readonly orders: DecodingOrder[] = [];
  stopped = false;
  readonly onNews: (news: DecodingNews) => void;
  readonly onBroken: (message: string) => void;

  constructor(listeners: {
    readonly onNews: (news: DecodingNews) => void;
    readonly onBroken: (message: string) => void;
  }) {
    this.onNews = listeners.onNews;
    this.onBroken = listeners.onBroken;
  }

  order(what: DecodingOrder): void {
    this.orders.push(what);
  }

  stop(): void {
    this.stopped = true;
  }
}

let hub: FakeHub;
let client: HubClient;
let decoder: RecordingDecoder;
let waiting: RecordingTask[];
let started: FakeDecoding[];
let asked: { readonly method: string; readonly params: unknown }[];
const problems: unknown[] = [];

function answer(method: string, result: (params: unknown) => unknown): void {
  hub.answers.set(method, (params) => {
    asked.push({ method, params });
    return result(params);
  });
}

async function decodingNumber(count: number): Promise<FakeDecoding> {
  await vi.waitFor(() => expect(started).toHaveLength(count));
  const last = started.at(-1);
  if (last === undefined) throw new Error('nothing was started');
  return last;
}

function methods(): string[] {
  return asked.map(({ method }) => method);
}

beforeEach(() => {
  hub = new FakeHub();
  waiting = [];
  started = [];
  asked = [];
  problems.length = 0;
  answer('recordings.claim', () => waiting.shift() ?? null);
  for (const method of ['looked', 'decoded', 'undecodable']) {
    answer(`recordings.${method}`, () => ({}));
  }
  answer('recordings.keep', () => ({ transfer: 'transfer-1' }));
});

/** Opens a window when these tasks wait. */
function open(...tasks: RecordingTask[]): void {
  waiting.push(...tasks);
  client = new HubClient({ connect: hub.connect, delay: () => Promise.resolve() });
  decoder = new RecordingDecoder({
    hub: client,
    start: (listeners) => {
      const decoding = new FakeDecoding(listeners);
      started.push(decoding);
      return decoding;
    },
    onProblem: (problem) => problems.push(problem),
  });
}

afterEach(() => {
  decoder.close();
  client.close();
  expect(problems).toEqual([]);
});

describe('RecordingDecoder', () => {
  it('takes what waits when the window opens, and goes on from where it was', async () => {
    open(taskOf({ fromSample: 48_000 }));
    const decoding = await decodingNumber(1);
    expect(decoding.orders).toEqual([
      { type: 'transcribe', address: '/recordings/1', fromSample: 48_000 },
    ]);
  });

  it('sends sound in order and says when it is all, then takes the next', async () => {
    open(taskOf(), taskOf({ stream: 'stream-2' }));
    const first = await decodingNumber(1);
    first.onNews({ type: 'looked', durationMs: 2_000 });
    for (const firstSample of [0, 16_000]) {
      first.onNews({ type: 'sound', firstSample, samples: new Float32Array(16_000) });
    }
    first.onNews({ type: 'done', totalSamples: 32_000 });
    await decodingNumber(2);
    const isAudio = (frame: ChannelFrame): boolean => frame.kind === 'audio';
    expect(hub.received.filter(isAudio)).toMatchObject([
      { stream: 'stream-1', firstSample: 0 },
      { stream: 'stream-1', firstSample: 16_000 },
    ]);
    expect(methods()).toEqual([
      'recordings.claim',
      'recordings.looked',
      'recordings.decoded',
      'recordings.claim',
    ]);
    expect(first.stopped).toBe(true);
  });

  it('claims when the hub says that something waits', async () => {
    open();
    await vi.waitFor(() => expect(methods()).toEqual(['recordings.claim']));
    waiting.push(taskOf());
    hub.rpc({ type: 'event', event: 'recordingWaits', data: {} });
    await decodingNumber(1);
  });

  it('lets the worker run a credit ahead of what the hub has read', async () => {
    open(taskOf());
    const decoding = await decodingNumber(1);
    const read = { stream: 'stream-1', readSample: 32_000 };
    hub.rpc({ type: 'event', event: 'recordingRead', data: { ...read, stream: 'another' } });
    hub.rpc({ type: 'event', event: 'recordingRead', data: read });
    expect(decoding.orders.slice(1)).toEqual([
      { type: 'credit', upTo: 32_000 + fileCreditSamples },
    ]);
  });

  it('stops what is not wanted any more, and sends nothing of it', async () => {
    open(taskOf());
    const decoding = await decodingNumber(1);
    hub.rpc({ type: 'event', event: 'recordingStopped', data: { stream: 'stream-1' } });
    expect(decoding.stopped).toBe(true);
    decoding.onNews({ type: 'sound', firstSample: 0, samples: new Float32Array(10) });
    await vi.waitFor(() => expect(methods()).toEqual(['recordings.claim', 'recordings.claim']));
    expect(hub.of('audio')).toEqual([]);
  });

  it('says why a file cannot be decoded, also when the worker itself breaks', async () => {
    open(taskOf(), taskOf({ stream: 'stream-2' }));
    const first = await decodingNumber(1);
    first.onNews({ type: 'failed', code: 'recording-without-sound', detail: 'no audio track' });
    const second = await decodingNumber(2);
    second.onBroken('out of memory');
    await vi.waitFor(() =>
      expect(asked.filter(({ method }) => method === 'recordings.undecodable')).toEqual([
        {
          method: 'recordings.undecodable',
          params: { stream: 'stream-1', code: 'recording-without-sound', detail: 'no audio track' },
        },
        {
          method: 'recordings.undecodable',
          params: { stream: 'stream-2', code: 'recording-unreadable', detail: 'out of memory' },
        },
      ]),
    );
  });

  it('drops its task with the channel and asks again when it is back', async () => {
    open(taskOf(), taskOf({ stream: 'stream-2' }));
    const first = await decodingNumber(1);
    hub.drop();
    expect(first.stopped).toBe(true);
    const second = await decodingNumber(2);
    expect(second.stopped).toBe(false);
  });

  it('sends kept sound as a blob and closes it before it says that this is all', async () => {
    open(taskOf({ kind: 'keep' }));
    const decoding = await decodingNumber(1);
    expect(decoding.orders).toEqual([{ type: 'keep', address: '/recordings/1' }]);
    decoding.onNews({ type: 'bytes', bytes: new Uint8Array(100_000) });
    decoding.onNews({ type: 'bytes', bytes: new Uint8Array(10) });
    decoding.onNews({ type: 'done', totalSamples: 16_000 });
    await vi.waitFor(() => expect(methods()).toContain('recordings.decoded'));
    const pieces = hub.of('blob');
    expect(pieces.map(({ offset, last, bytes }) => [offset, bytes.length, last])).toEqual([
      [0, 65_536, false],
      [65_536, 34_464, false],
      [100_000, 10, false],
      [100_010, 0, true],
    ]);
    const upTo = decoding.orders.flatMap((order) => (order.type === 'credit' ? [order.upTo] : []));
    expect(Math.min(...upTo)).toBeGreaterThan(100_000);
  });
});
