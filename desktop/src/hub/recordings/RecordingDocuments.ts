import {
  callPersonSchema,
  speechSampleRate,
  utteranceId,
  utteranceSchema,
  yTypes,
} from '@confab/shared-types';
import type {
  CallId,
  MinutesTemplate,
  PageId,
  Utterance,
  Word,
  WorkspaceId,
} from '@confab/shared-types';
import type * as Y from 'yjs';
import { callDoc, docKey } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import { createPage } from '../pages/createPage.ts';
import type { ProfileStore } from '../profile/ProfileStore.ts';
import type { RecordedLine } from '../transcripts/TranscriberClient.ts';
import type { Vocabulary } from '../vocabulary/Vocabulary.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';

export interface RecordingDocumentsOptions {
  readonly documents: Documents;
  readonly workspaces: WorkspaceStore;
  readonly profile: ProfileStore;
  readonly vocabulary: Pick<Vocabulary, 'correct' | 'correctWords'>;
}

/** A recording as far as its documents know it. */
export interface Recorded {
  readonly id: CallId;
  readonly workspace: WorkspaceId;
  /** Milliseconds since the epoch, of sample 0. */
  readonly startedAt: number;
}

const samplesPerMs = speechSampleRate / 1000;

/**
 * A recording's page of minutes and the documents of its words. They are like a call's in which this
 * person said everything: their account speaks, in a workspace of this device alone their person.
 */
export class RecordingDocuments {
  readonly #options: RecordingDocumentsOptions;

  constructor(options: RecordingDocumentsOptions) {
    this.#options = options;
  }

  /** Resolves with the page when all of it is on disk; rejects with `no-permission`, `storage-full`. */
  async create(
    recorded: Recorded,
    about: {
      readonly fileName: string;
      readonly language: string;
      readonly template?: MinutesTemplate | undefined;
    },
  ): Promise<PageId> {
    const { documents, profile } = this.#options;
    const { id, workspace, startedAt } = recorded;
    const { person, name } = profile.profile;
    const account = this.#speaker(workspace);
    await documents.edit(callDoc(workspace, id), (ydoc) => {
      const meta = ydoc.getMap(yTypes.meta);
      meta.set('startedAt', startedAt);
      meta.set('endedAt', null);
      if (about.language !== 'auto') meta.set('language', about.language);
      if (about.template !== undefined) meta.set('template', about.template);
      const speaker = { account, person, name: name ?? '', joinedAt: startedAt };
      ydoc.getMap(yTypes.people).set(account, callPersonSchema.parse(speaker));
    });
    // The page last: what it leads to is there when it is.
    return await createPage(documents, {
      workspace,
      parent: null,
      title: withoutExtension(about.fileName),
      kind: 'minutes',
      call: id,
    });
  }

  /** All words are there that will be: its summary can be written. */
  async end({ id, workspace, startedAt }: Recorded, durationMs: number): Promise<void> {
    await this.#options.documents.edit(callDoc(workspace, id), (ydoc) => {
      ydoc.getMap(yTypes.meta).set('endedAt', startedAt + durationMs);
    });
  }

  hasLines(recorded: Recorded): boolean {
    const { ydoc } = this.#options.documents.open(this.#speech(recorded));
    return ydoc.getArray(yTypes.lines).length > 0;
  }

  /** Takes out lines from a position on: they are transcribed again. */
  async dropLines(recorded: Recorded, fromSample: number): Promise<void> {
    const from = recorded.startedAt + fromSample / samplesPerMs;
    await this.#options.documents.edit(this.#speech(recorded), (ydoc) => {
      const lines: Y.Array<unknown> = ydoc.getArray(yTypes.lines);
      for (let index = lines.length - 1; index >= 0; index--) {
        const line = utteranceSchema.safeParse(lines.get(index));
        if (line.success && line.data.startedAt >= from) lines.delete(index);
      }
    });
  }

  /** Resolves when the lines are on disk, corrected by the person's rules. */
  async addLines(recorded: Recorded, lines: readonly RecordedLine[]): Promise<void> {
    const session = `${this.#speaker(recorded.workspace)}.${recorded.id}`;
    const utterances = lines.map((line) => this.#utterance(recorded, session, line));
    await this.#options.documents.edit(this.#speech(recorded), (ydoc) => {
      const written: Y.Array<Utterance> = ydoc.getArray(yTypes.lines);
      const there = new Set(written.toArray().map(({ id }) => id));
      written.push(utterances.filter(({ id }) => !there.has(id)));
    });
  }

  #utterance({ startedAt }: Recorded, session: string, line: RecordedLine): Utterance {
    const { vocabulary } = this.#options;
    const at = (sample: number): number => startedAt + sample / samplesPerMs;
    const words = line.words?.map(({ text, startSample, endSample }): Word => ({
      text: text.slice(0, 200),
      startedAt: at(startSample),
      endedAt: at(endSample),
    }));
    const corrected =
      words === undefined
        ? undefined
        : vocabulary.correctWords(words, (first, last, text) => ({
            text: text.slice(0, 200),
            startedAt: first.startedAt,
            endedAt: last.endedAt,
          }));
    return {
      id: utteranceId(session, line.startSample),
      text: vocabulary.correct(line.text.trim()).slice(0, 4000),
      language: line.language,
      startedAt: at(line.startSample),
      endedAt: at(line.endSample),
      ...(corrected === undefined ? {} : { words: corrected.slice(0, 1000) }),
    };
  }

  #speech({ id, workspace }: Recorded) {
    return docKey(workspace, `speech/${id}/${this.#speaker(workspace)}`);
  }

  #speaker(workspace: WorkspaceId): string {
    const { workspaces, profile } = this.#options;
    return workspaces.get(workspace).account ?? profile.profile.person;
  }
}

function withoutExtension(fileName: string): string {
  return fileName.replace(/(?<=.)\.[^.\s]{1,8}$/u, '').slice(0, 500);
}
