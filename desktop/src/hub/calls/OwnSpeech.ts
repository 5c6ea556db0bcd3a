import { ConfabError, speechSampleRate, utteranceId, yTypes } from '@confab/shared-types';
import type { Caption, DocKey, Draft, HubParams, Segment, Utterance } from '@confab/shared-types';
import type * as Y from 'yjs';
import { docKey } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import type { Log } from '../log.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { TranscriberClient } from '../transcripts/TranscriberClient.ts';
import type { Vocabulary } from '../vocabulary/Vocabulary.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';

export interface OwnSpeechOptions {
  readonly documents: Documents;
  readonly workspaces: WorkspaceStore;
  readonly events: HubEvents;
  readonly log: Log;
  readonly transcriber: Pick<TranscriberClient, 'start' | 'pushAudio' | 'stop'>;
  readonly vocabulary: Pick<Vocabulary, 'promptFor' | 'correct'>;
}

interface SpeechStream {
  readonly doc: DocKey;
  readonly track: string;
  /** Milliseconds since the epoch, media server's clock, of sample 0. */
  readonly startedAt: number;
  /** Lines on their way to the disk. */
  readonly writing: Set<Promise<void>>;
}

const samplesPerMs = speechSampleRate / 1000;

/** What this person says in calls: audio to the transcriber, lines to their speech document. */
export class OwnSpeech {
  readonly #options: OwnSpeechOptions;
  readonly #streams = new Map<string, SpeechStream>();

  constructor(options: OwnSpeechOptions) {
    this.#options = options;
  }

  /** Answers the stream's id, part of the ids of its lines. Throws `model-missing`, `not-found`. */
  async begin(params: HubParams<'speech.begin'>): Promise<string> {
    const { account } = this.#options.workspaces.get(params.workspace);
    if (account === null) throw new ConfabError('calls-unavailable', 'not on a server');
    const { call, track, startedAt } = params;
    // Stable over a restart of the hub, so that audio sent again makes the same lines.
    const stream = `${account}.${track}.${Math.floor(startedAt).toString(36)}`;
    if (this.#streams.has(stream)) return stream;
    const prompt = await this.#options.vocabulary.promptFor(params.workspace, call);
    // Asked for twice at once, as after a lost channel.
    if (this.#streams.has(stream)) return stream;
    const language = baseLanguage(params.language);
    this.#options.transcriber.start(stream, { language, prompt });
    const doc = docKey(params.workspace, `speech/${call}/${account}`);
    this.#streams.set(stream, { doc, track, startedAt, writing: new Set() });
    return stream;
  }

  /** Throws `not-found` for a stream that was never begun, or has ended. */
  push(stream: string, firstSample: number, samples: Float32Array): void {
    this.#options.transcriber.pushAudio(stream, firstSample, samples);
  }

  /** Resolves when everything said before is a line on disk. */
  async end(stream: string): Promise<void> {
    const state = this.#streams.get(stream);
    if (state === undefined) throw new ConfabError('not-found', 'speech stream');
    try {
      await this.#options.transcriber.stop(stream);
      await Promise.all(state.writing);
    } finally {
      this.#streams.delete(stream);
    }
  }

  onDraft({ session, startSample, text, tentative }: Draft): void {
    const stream = this.#streams.get(session);
    if (stream === undefined) return;
    const startedAt = stream.startedAt + startSample / samplesPerMs;
    this.#caption(session, {
      utterance: utteranceId(session, startSample),
      track: stream.track,
      text: `${text}${tentative}`.trim().slice(0, 2000),
      final: false,
      startedAt,
      endedAt: startedAt,
    });
  }

  onSegment({ session, id, startSample, endSample, text, language }: Segment): void {
    const stream = this.#streams.get(session);
    if (stream === undefined) return;
    const startedAt = stream.startedAt + startSample / samplesPerMs;
    const endedAt = stream.startedAt + endSample / samplesPerMs;
    const said = this.#options.vocabulary.correct(text.trim());
    const caption = { utterance: id, track: stream.track, text: said.slice(0, 2000), final: true };
    this.#caption(session, { ...caption, startedAt, endedAt });
    this.#write(stream, { id, text: said.slice(0, 4000), language, startedAt, endedAt });
  }

  #caption(stream: string, caption: Caption): void {
    this.#options.events.emit('caption', { stream, caption });
  }

  #write(stream: SpeechStream, line: Utterance): void {
    const writing = this.#options.documents.edit(stream.doc, (ydoc) => {
      const lines: Y.Array<Utterance> = ydoc.getArray(yTypes.lines);
      if (!lines.toArray().some(({ id }) => id === line.id)) lines.push([line]);
    });
    stream.writing.add(writing);
    writing
      .catch((error: unknown) => {
        this.#options.log('a line could not be written', error);
        const code = error instanceof ConfabError ? error.code : 'internal';
        this.#options.events.emit('notice', { code, doc: stream.doc });
      })
      .finally(() => stream.writing.delete(writing));
  }
}

/** `ko-KR` is spoken as `ko`: the transcriber knows languages, not regions. */
function baseLanguage(language: string): string {
  return language.split('-')[0]?.toLowerCase() ?? language;
}
