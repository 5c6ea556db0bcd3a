import {
  ConfabError,
  agreedTo,
  consentSchema,
  speechSampleRate,
  transcriptTypes,
  utteranceId,
  yTypes,
} from '@confab/shared-types';
import type {
  AccountId,
  Caption,
  DocKey,
  Draft,
  HubParams,
  Segment,
  SpokenWord,
  Utterance,
  Word,
} from '@confab/shared-types';
import type * as Y from 'yjs';
import { callDoc, docKey } from '../documents/docNames.ts';
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
  readonly vocabulary: Pick<Vocabulary, 'promptFor' | 'correct' | 'correctWords'>;
}

interface SpeechStream {
  /** Where its lines go: the speech document of this machine's account. */
  readonly doc: DocKey;
  readonly call: DocKey;
  readonly writer: AccountId;
  readonly speaker: AccountId;
  /** Of the speaker: what they took back stands in it. */
  readonly speakersDoc: DocKey;
  readonly track: string;
  /** Milliseconds since the epoch, media server's clock, of sample 0. */
  readonly startedAt: number;
  /** Lines on their way to the disk. */
  readonly writing: Set<Promise<void>>;
}

const samplesPerMs = speechSampleRate / 1000;

/**
 * What is said in calls and written down on this machine: audio to the transcriber, lines to the
 * speech document of its account. The person's own words, and those of others who agreed to it; the
 * call's consents are asked before anything is begun or written.
 */
export class OwnSpeech {
  readonly #options: OwnSpeechOptions;
  readonly #streams = new Map<string, SpeechStream>();

  constructor(options: OwnSpeechOptions) {
    this.#options = options;
  }

  /**
   * Answers the stream's id, part of the ids of its lines. Throws `model-missing`, and `no-permission`
   * where the speaker has not agreed.
   */
  async begin(params: HubParams<'speech.begin'>): Promise<string> {
    const { workspace, call, track, startedAt } = params;
    const { account } = this.#options.workspaces.get(workspace);
    if (account === null) throw new ConfabError('calls-unavailable', 'not on a server');
    const { speaker = account } = params;
    // Stable over a restart of the hub, so that audio sent again makes the same lines.
    const id = `${speaker}.${track}.${Math.floor(startedAt).toString(36)}`;
    if (this.#streams.has(id)) return id;
    const stream: SpeechStream = {
      doc: docKey(workspace, `speech/${call}/${account}`),
      call: callDoc(workspace, call),
      writer: account,
      speaker,
      speakersDoc: docKey(workspace, `speech/${call}/${speaker}`),
      track,
      startedAt,
      writing: new Set(),
    };
    if (!this.#isAgreed(stream, startedAt)) throw new ConfabError('no-permission');
    const prompt = await this.#options.vocabulary.promptFor(workspace, call);
    // Asked for twice at once, as after a lost channel.
    if (this.#streams.has(id)) return id;
    const candidates = params.candidates?.map(baseLanguage);
    this.#options.transcriber.start(id, {
      language: baseLanguage(params.language),
      ...(candidates === undefined ? {} : { candidates: [...new Set(candidates)] }),
      prompt,
    });
    this.#streams.set(id, stream);
    return id;
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
    const startedAt = momentOf(stream, startSample);
    if (!this.#isAgreed(stream, startedAt)) return;
    this.#caption(session, stream, {
      utterance: utteranceId(session, startSample),
      text: `${text}${tentative}`.trim(),
      final: false,
      startedAt,
      endedAt: startedAt,
    });
  }

  onSegment({ session, id, startSample, endSample, text, language, words }: Segment): void {
    const stream = this.#streams.get(session);
    if (stream === undefined) return;
    const startedAt = momentOf(stream, startSample);
    const endedAt = momentOf(stream, endSample);
    if (!this.#isAgreed(stream, startedAt)) return;
    const said = this.#options.vocabulary.correct(text.trim());
    this.#caption(session, stream, {
      utterance: id,
      text: said,
      final: true,
      startedAt,
      endedAt,
    });
    this.#write(stream, {
      id,
      text: said.slice(0, 4000),
      language,
      startedAt,
      endedAt,
      ...(words === undefined ? {} : { words: this.#wordsOf(stream, words) }),
      ...(stream.speaker === stream.writer ? {} : { speaker: stream.speaker }),
    });
  }

  /** With the same rules applied as the line, so that both say the same. */
  #wordsOf(stream: SpeechStream, spoken: readonly SpokenWord[]): Word[] {
    const words = spoken.map(({ text, startSample, endSample }) => ({
      text: text.slice(0, 200),
      startedAt: momentOf(stream, startSample),
      endedAt: momentOf(stream, endSample),
    }));
    return this.#options.vocabulary
      .correctWords(words, (first, { endedAt }, text) => ({ ...first, endedAt, text }))
      .slice(0, 1000);
  }

  /** Whether the speaker, as far as is known here, agrees to what they said then being written. */
  #isAgreed({ call, speaker, writer }: SpeechStream, saidAt: number): boolean {
    const { ydoc } = this.#options.documents.open(call);
    const stored: unknown = ydoc.getMap(transcriptTypes.consents).get(speaker);
    const consent = consentSchema.safeParse(stored).data;
    return speaker === writer ? consent?.choice !== 'declined' : agreedTo(consent, writer, saidAt);
  }

  #caption(
    id: string,
    { speaker, writer, track }: SpeechStream,
    said: Omit<Caption, 'track' | 'speaker'>,
  ): void {
    const caption = {
      ...said,
      text: said.text.slice(0, 2000),
      track,
      ...(speaker === writer ? {} : { speaker }),
    };
    this.#options.events.emit('caption', { stream: id, caption });
  }

  #write(stream: SpeechStream, line: Utterance): void {
    const { documents } = this.#options;
    const removedFrom = [stream.doc, stream.speakersDoc];
    const writing = documents.edit(stream.doc, (ydoc) => {
      // Said again after a restart: what was taken back meanwhile stays so.
      const removed = removedFrom.some((doc) =>
        documents.open(doc).ydoc.getMap(transcriptTypes.removed).has(line.id),
      );
      const lines: Y.Array<Utterance> = ydoc.getArray(yTypes.lines);
      if (!removed && !lines.toArray().some(({ id }) => id === line.id)) lines.push([line]);
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

/** Milliseconds since the epoch on the media server's clock. */
function momentOf({ startedAt }: SpeechStream, sample: number): number {
  return startedAt + sample / samplesPerMs;
}

/** `ko-KR` is spoken as `ko`: the transcriber knows languages, not regions. */
function baseLanguage(language: string): string {
  return language.split('-')[0]?.toLowerCase() ?? language;
}
