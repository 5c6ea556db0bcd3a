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
import type { RecordingOptions } from './TranscriberClient.ts';

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
    port.say({ type: 'behind', session, samples: 32_000 });
    expect(states.at(-1)).toEqual({ state: 'running', behindMs: 2000 });
    port.say({ nonsense: true });
    expect(client.state.state).toBe('running');
  });
});

describe('recordings', () => {
  interface Taken {
    readonly lines: string[];
    readonly progress: number[];
    readonly taken: () => number;
    readonly ended: Promise<void>;
  }

  /** Asks for a recording of some minutes of silence, and counts how many were read of it. */
  function record(
    client: TranscriberClient,
    minutes: number,
    more: Partial<RecordingOptions> = {},
  ): Taken {
    const lines: string[] = [];
    const progress: number[] = [];
    let taken = 0;
    async function* audio(): AsyncGenerator<Float32Array> {
      for (; taken < minutes; taken += 1) {
        yield await Promise.resolve(new Float32Array(minute));
      }
    }
    const ended = client.transcribeFile({
      audio: audio(),
      language: 'en',
      words: true,
      fromSample: 0,
      onLine: ({ text }) => lines.push(text),
      onProgress: (upTo) => progress.push(upTo),
      ...more,
    });
    ended.catch(() => undefined);
    return { lines, progress, taken: () => taken, ended };
  }

  const minute = 60 * 16_000;
  const said = { type: 'file-segment', language: 'en' } as const;

  it('are read no faster than they are transcribed', async () => {
    const { client, next } = scripted();
    client.useModel({ folder: '/models/base' });
    const { taken, lines, progress, ended } = record(client, 10);
    const port = await next();
    await new Promise(setImmediate);
    expect(port.types()).toEqual(['load', 'transcribe', 'file-audio', 'file-audio']);
    const [, { job = '' } = {}] = port.posted as { job?: string }[];
    port.say({ type: 'progress', job, readSample: minute, upToSample: 5 });
    await new Promise(setImmediate);
    expect(taken()).toBe(2);
    expect(port.posted).toHaveLength(5);
    port.say({ ...said, job, text: 'one', startSample: 10, endSample: 90 });
    for (let at = 2; at <= 10; at += 1) {
      port.say({ type: 'progress', job, readSample: at * minute, upToSample: at * minute });
      await new Promise(setImmediate);
    }
    expect(port.types().at(-1)).toBe('file-end');
    port.say({ type: 'done', job });
    await ended;
    expect(lines).toEqual(['one']);
    expect(progress[0]).toBe(5);
    expect(progress.at(-1)).toBe(10 * minute);
  });

  it('go on in another process from where the last one was, with no line twice', async () => {
    const { client, next } = scripted();
    client.useModel({ folder: '/models/base' });
    const { lines, ended } = record(client, 1);
    const first = await next();
    await new Promise(setImmediate);
    const [, { job = '' } = {}] = first.posted as { job?: string }[];
    first.say({ ...said, job, text: 'one', startSample: 10, endSample: 90 });
    first.say({ type: 'progress', job, readSample: minute, upToSample: 100 });
    first.say({ ...said, job, text: 'two', startSample: 110, endSample: 190 });
    first.die();
    const second = await next();
    expect(second.posted[1]).toMatchObject({ type: 'transcribe', fromSample: 100 });
    expect(second.posted[2]).toMatchObject({ samples: { length: minute - 100 } });
    expect(second.types()).toEqual(['load', 'transcribe', 'file-audio', 'file-end']);
    second.say({ ...said, job, text: 'two', startSample: 109, endSample: 190 });
    second.say({ ...said, job, text: 'three', startSample: 190, endSample: 290 });
    second.say({ type: 'done', job });
    await ended;
    expect(lines).toEqual(['one', 'two', 'three']);
  });

  it('are transcribed one after the other, and can be given up', async () => {
    const { client, next } = scripted();
    client.useModel({ folder: '/models/base' });
    const pause = new AbortController();
    const first = record(client, 1, { signal: pause.signal });
    const second = record(client, 1, { fromSample: 7 });
    const port = await next();
    await new Promise(setImmediate);
    expect(port.types().filter((type) => type === 'transcribe')).toHaveLength(1);
    pause.abort();
    await expect(first.ended).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise(setImmediate);
    expect(port.types().slice(4)).toEqual(['cancel', 'transcribe', 'file-audio', 'file-end']);
    const begun = port.posted[5];
    expect(begun).toMatchObject({ fromSample: 7 });
    port.say({ type: 'done', job: (begun as { job: string }).job });
    await second.ended;
    expect(client.state).toEqual({ state: 'idle' });
  });

  it('that break off keep what was read, and say why', async () => {
    const { client, next } = scripted();
    client.useModel({ folder: '/models/base' });
    async function* cutOff(): AsyncGenerator<Float32Array> {
      yield await Promise.resolve(new Float32Array(100));
      throw new Error('the file ends here');
    }
    const { lines, ended } = record(client, 1, { audio: cutOff() });
    const port = await next();
    await new Promise(setImmediate);
    expect(port.types()).toEqual(['load', 'transcribe', 'file-audio', 'file-end']);
    const { job } = port.posted[1] as { job: string };
    port.say({ ...said, job, text: 'one', startSample: 10, endSample: 90 });
    port.say({ type: 'done', job });
    await expect(ended).rejects.toThrow('the file ends here');
    expect(lines).toEqual(['one']);
  });

  it('end with the reason when the process cannot do them', async () => {
    const { client, next, ports } = scripted();
    client.useModel({ folder: '/models/base' });
    const refused = record(client, 1);
    const port = await next();
    await new Promise(setImmediate);
    const { job } = port.posted[1] as { job: string };
    port.say({ type: 'failed', job, error: { code: 'model-out-of-memory' } });
    await expect(refused.ended).rejects.toMatchObject({ code: 'model-out-of-memory' });
    const deadly = record(client, 1);
    for (let death = 0; death < 6; death += 1) {
      const dying = await next();
      await new Promise(setImmediate);
      const begun = dying.posted.findLast(({ type }) => type === 'transcribe');
      // To have read it is not to have come further.
      const job = begun?.type === 'transcribe' ? begun.job : '';
      dying.say({ type: 'progress', job, readSample: minute, upToSample: 0 });
      dying.die();
    }
    await expect(deadly.ended).rejects.toMatchObject({ code: 'transcriber-stopped' });
    expect(ports).toHaveLength(6);
    await expect(record(client, 1, { signal: AbortSignal.abort() }).ended).rejects.toThrow();
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

  // The long form is a call of five minutes: CONFAB_CALL_SECONDS=300 CONFAB_KILL_SECONDS=20.
  it('writes every utterance once while it is killed every few seconds of a call', async () => {
    const seconds = Number(process.env['CONFAB_CALL_SECONDS'] ?? 12);
    const killEvery = Number(process.env['CONFAB_KILL_SECONDS'] ?? 3);
    const alice = speech.dialogue.speakers.find(({ speaker }) => speaker === 'alice');
    const once = readFixture(alice?.file ?? '');
    const { client, segments, states } = watch(startProcess);
    client.useModel({ folder: fixtureModel });
    client.start(session, { language: 'en' });
    const killing = setInterval(() => {
      for (const child of children) child.kill('SIGKILL');
    }, killEvery * 1000);
    // As long a call as was asked for, at the pace it is spoken in.
    const startedAt = performance.now();
    let at = 0;
    while (at < seconds * 16_000) {
      for (const { samples } of inPieces(once)) {
        client.pushAudio(session, at, samples);
        at += samples.length;
        const ahead = at / 16 - (performance.now() - startedAt);
        if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
        if (at >= seconds * 16_000) break;
      }
    }
    clearInterval(killing);
    await client.stop(session);
    client.close();

    const said = Array.from({ length: Math.ceil(at / once.length) }, (_, round) =>
      (alice?.segments ?? []).map(({ start, end }) => ({
        start: start + (round * once.length) / 16_000,
        end: end + (round * once.length) / 16_000,
      })),
    )
      .flat()
      .filter(({ end }) => end < at / 16_000 - 1);
    for (const { start } of said) {
      const lines = segments.filter(
        ({ startSample }) => Math.abs(startSample / 16_000 - start) < 0.5,
      );
      expect(lines).toHaveLength(1);
    }
    expect(new Set(segments.map(({ id }) => id)).size).toBe(segments.length);
    expect(states.filter(({ state }) => state === 'restarting').length).toBeGreaterThanOrEqual(2);
  }, 600_000);

  it('transcribes a recording to its end although the process is killed', async () => {
    const lines: { text: string; startSample: number }[] = [];
    const { client } = watch(startProcess);
    client.useModel({ folder: fixtureModel });
    const samples = readFixture(speech.long.file).subarray(0, 60 * 16_000);
    async function* audio(): AsyncGenerator<Float32Array> {
      for (const { samples: piece } of inPieces(samples, 8000, 16_000)) {
        yield await Promise.resolve(piece);
      }
    }
    let killed = 0;
    await client.transcribeFile({
      audio: audio(),
      language: 'auto',
      candidates: ['en'],
      words: true,
      fromSample: 0,
      totalSamples: samples.length,
      onLine: (recorded) => {
        lines.push(recorded);
        if (killed === 2 || lines.length < 2 * (killed + 1)) return;
        killed += 1;
        for (const child of children) child.kill('SIGKILL');
      },
      onProgress: () => undefined,
    });
    client.close();
    expect(killed).toBe(2);
    const sentences = speech.long.segments.filter(({ end }) => end < 59);
    expect(lines.length).toBeGreaterThanOrEqual(sentences.length);
    const said = sentences.map(({ text }) => text).join(' ');
    const heard = lines
      .filter(({ startSample }) => startSample / 16_000 < (sentences.at(-1)?.end ?? 0))
      .map(({ text }) => text);
    expect(wordErrorRate(said, heard.join(' '))).toBeLessThanOrEqual(0.03);
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
