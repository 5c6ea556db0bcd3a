import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Draft, Segment, SpeechState, ToTranscriber } from '@confab/shared-types';
import type { TranscriberPort } from '../../shell/Host.ts';
import { fixtureModel, inPieces, readFixture, speech } from '../../transcriber/speechFixtures.ts';
import { wordErrorRate } from '../../transcriber/wordErrorRate.ts';
import type { Clock } from '../Clock.ts';
import { systemClock } from '../Clock.ts';
import { TranscriberClient } from './TranscriberClient.ts';

const session = 'alice/microphone';

interface Watched {
  readonly client: TranscriberClient;
  readonly segments: Segment[];
  readonly drafts: Draft[];
  readonly states: SpeechState[];
}

function watch(
  startTranscriber: () => Promise<TranscriberPort>,
  options: { clock?: Clock; onSegment?: (segment: Segment) => void } = {},
): Watched {
  const segments: Segment[] = [];
  const drafts: Draft[] = [];
  const states: SpeechState[] = [];
  const client = new TranscriberClient({
    startTranscriber,
    onSegment: (segment) => {
      segments.push(segment);
      options.onSegment?.(segment);
    },
    onDraft: (draft) => drafts.push(draft),
    onState: (state) => states.push(state),
    clock: options.clock ?? systemClock,
    log: () => undefined,
  });
  return { client, segments, drafts, states };
}

/** A transcriber that does nothing by itself. */
class ScriptedPort implements TranscriberPort {
  readonly posted: ToTranscriber[] = [];
  closed = false;
  #onMessage: (message: unknown) => void = () => undefined;
  #onClose: (reason: string) => void = () => undefined;

  post(message: unknown): void {
    this.posted.push(message as ToTranscriber);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage = listener;
  }
  onClose(listener: (reason: string) => void): void {
    this.#onClose = listener;
  }
  close(): void {
    this.closed = true;
  }
  say(message: unknown): void {
    this.#onMessage(message);
  }
  die(): void {
    this.#onClose('SIGKILL');
  }
  types(): string[] {
    return this.posted.map((message) => message.type);
  }
}

/** Fires every wait at once, so that a test sees many restarts without waiting for them. */
const hasty: Clock = {
  now: () => 0,
  after: (ms, run) => {
    if (ms < 60_000) queueMicrotask(run);
    return () => undefined;
  },
};

function scripted() {
  const ports: ScriptedPort[] = [];
  const watched = watch(
    () => {
      const port = new ScriptedPort();
      ports.push(port);
      return Promise.resolve(port);
    },
    { clock: hasty },
  );
  const next = async (): Promise<ScriptedPort> => {
    await new Promise(setImmediate);
    const port = ports.at(-1);
    if (port === undefined) throw new Error('no transcriber was started');
    return port;
  };
  return { ...watched, ports, next };
}

const line = { language: 'en', text: 'hello', type: 'segment', session } as const;

describe('TranscriberClient', () => {
  it('starts a process only when someone speaks, and refuses speech without a model', () => {
    const { client, ports } = scripted();
    expect(() => client.start(session, { language: 'en' })).toThrow('model-missing');
    client.useModel({ folder: '/models/base' });
    expect(client.state).toEqual({ state: 'idle' });
    expect(ports).toEqual([]);
  });

  it('sends another process what was not processed, and writes no line twice', async () => {
    const { client, next, segments } = scripted();
    client.useModel({ folder: '/models/base', threads: 2 });
    client.start(session, { language: 'en', prompt: 'Nina' });
    const first = await next();
    for (const at of [0, 100, 200, 300]) client.pushAudio(session, at, new Float32Array(100));
    expect(first.posted[0]).toEqual({ type: 'load', modelFolder: '/models/base', threads: 2 });
    expect(first.types()).toEqual(['load', 'start', 'audio', 'audio', 'audio', 'audio']);

    first.say({ type: 'loaded', model: loaded });
    first.say({ ...line, id: 'a', startSample: 20, endSample: 250 });
    first.die();
    const second = await next();
    expect(second.types()).toEqual(['load', 'start', 'audio', 'audio']);
    expect(second.posted[2]).toMatchObject({ firstSample: 250 });

    second.say({ ...line, id: 'b', startSample: 19, endSample: 248 });
    second.say({ ...line, id: 'c', startSample: 260, endSample: 390 });
    expect(segments.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('finishes what was being stopped when the process died', async () => {
    const { client, next } = scripted();
    client.useModel({ folder: '/models/base' });
    client.start(session, { language: 'en' });
    client.pushAudio(session, 0, new Float32Array(100));
    const stopped = client.stop(session);
    const first = await next();
    first.die();
    const second = await next();
    expect(second.types()).toEqual(['load', 'start', 'audio', 'stop']);
    second.say({ type: 'stopped', session });
    await stopped;
    expect(client.state).toEqual({ state: 'idle' });
  });

  it('gives up on a process that dies again and again without getting on', async () => {
    const { client, next, ports } = scripted();
    client.useModel({ folder: '/models/base' });
    client.start(session, { language: 'en' });
    const stopped = client.stop(session);
    for (let deaths = 0; deaths < 6; deaths += 1) (await next()).die();
    await expect(stopped).rejects.toMatchObject({ code: 'transcriber-stopped' });
    expect(ports).toHaveLength(6);
    expect(client.state).toEqual({ state: 'failed', code: 'transcriber-stopped' });
  });

  it('passes on why a model cannot be used, and takes another', async () => {
    const { client, next } = scripted();
    client.useModel({ folder: '/models/broken' });
    client.start(session, { language: 'en' });
    const stopped = client.stop(session);
    const port = await next();
    port.say({
      type: 'failed',
      error: { code: 'model-file-missing', detail: 'tokenizer.json' },
    });
    await expect(stopped).rejects.toMatchObject({ detail: 'tokenizer.json' });
    expect(client.state).toEqual({
      state: 'failed',
      code: 'model-file-missing',
      detail: 'tokenizer.json',
    });
    expect(port.closed).toBe(true);
    client.useModel({ folder: '/models/base' });
    client.start(session, { language: 'en' });
    expect((await next()).posted[0]).toMatchObject({ modelFolder: '/models/base' });
  });

  it('ends only the stream whose language the model does not know', async () => {
    const { client, next, segments } = scripted();
    client.useModel({ folder: '/models/base' });
    client.start(session, { language: 'en' });
    client.start('bob/microphone', { language: 'xx' });
    const port = await next();
    port.say({
      type: 'failed',
      session: 'bob/microphone',
      error: { code: 'language-unsupported', detail: 'xx' },
    });
    expect(client.state).toMatchObject({ state: 'failed', code: 'language-unsupported' });
    port.say({ ...line, id: 'a', startSample: 20, endSample: 250 });
    expect(segments).toHaveLength(1);
  });

  it('says how far behind the lines are', async () => {
    const { client, next, states } = scripted();
    client.useModel({ folder: '/models/base' });
    client.start(session, { language: 'en' });
    const port = await next();
    client.pushAudio(session, 0, new Float32Array(48_000));
    port.say({ type: 'processed', session, upToSample: 16_000 });
    expect(states.at(-1)).toEqual({ state: 'running', behindMs: 2000 });
    port.say({ nonsense: true });
    expect(client.state.state).toBe('running');
  });
});

const loaded = {
  name: 'base',
  dtype: 'fp32',
  languages: ['en'],
  wordTimes: false,
  windowSeconds: 28,
};

describe('with real processes', () => {
  const children = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    children.clear();
  });

  function startProcess(): Promise<TranscriberPort> {
    const child = fork(join(import.meta.dirname, '../../transcriber/main.ts'), [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    children.add(child);
    child.on('exit', () => children.delete(child));
    return Promise.resolve({
      post: (message) => {
        if (child.connected) child.send(message as object, () => undefined);
      },
      onMessage: (listener) => child.on('message', listener),
      onClose: (listener) => child.on('exit', (_, signal) => listener(signal ?? 'exit')),
      close: () => child.disconnect(),
    });
  }

  it('writes every utterance once although the process is killed again and again', async () => {
    const alice = speech.dialogue.speakers.find(({ speaker }) => speaker === 'alice');
    const sentences = alice?.segments ?? [];
    const { client, segments, states } = watch(startProcess, {
      onSegment: () => {
        if (segments.length % 2 === 1) for (const child of children) child.kill('SIGKILL');
      },
    });
    client.useModel({ folder: fixtureModel });
    client.start(session, { language: 'en' });
    for (const piece of inPieces(readFixture(alice?.file ?? ''))) {
      client.pushAudio(session, piece.firstSample, piece.samples);
    }
    await client.stop(session);
    client.close();

    expect(segments).toHaveLength(sentences.length);
    expect(new Set(segments.map(({ id }) => id)).size).toBe(sentences.length);
    for (const [index, sentence] of sentences.entries()) {
      const segment = segments[index];
      expect(wordErrorRate(sentence.text, segment?.text ?? '')).toBeLessThanOrEqual(0.05);
      expect(Math.abs((segment?.startSample ?? 0) / 16_000 - sentence.start)).toBeLessThan(0.5);
    }
    expect(states.filter(({ state }) => state === 'restarting').length).toBeGreaterThanOrEqual(3);
  }, 120_000);

  it('hears which file a broken model lacks', async () => {
    const { client } = watch(startProcess);
    client.useModel({ folder: join(fixtureModel, 'onnx') });
    client.start(session, { language: 'en' });
    await expect(client.stop(session)).rejects.toMatchObject({
      code: 'model-file-missing',
      detail: 'config.json',
    });
    client.close();
  });

  it('ends the process when its hub closes the channel', async () => {
    const { client } = watch(startProcess);
    client.useModel({ folder: fixtureModel });
    client.start(session, { language: 'en' });
    await client.stop(session);
    const exits = [...children].map((child) => new Promise((resolve) => child.on('exit', resolve)));
    expect(exits).toHaveLength(1);
    client.close();
    expect(await Promise.all(exits)).toEqual([0]);
  });
});
