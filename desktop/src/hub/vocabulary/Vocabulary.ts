import {
  callPersonSchema,
  correctionSchema,
  readPageEntries,
  transcriptTypes,
  yTypes,
} from '@confab/shared-types';
import type {
  CallId,
  DocKey,
  PageId,
  ReplacementRule,
  Utterance,
  Vocabulary as Words,
  VocabularyState,
  WorkspaceId,
} from '@confab/shared-types';
import type * as Y from 'yjs';
import type { Clock } from '../Clock.ts';
import { callDoc, docKey, indexDoc, parseDocKey, workspaceOf } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import type { Log } from '../log.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import { promptOf } from './promptOf.ts';
import { replaceTimedWords, replaceWords } from './replaceWords.ts';
import type { TimedWord } from './replaceWords.ts';
import { exchangedWords, keyOf, suggestRules } from './suggestRules.ts';
import type { VocabularyStore } from './VocabularyStore.ts';

export interface VocabularyOptions {
  readonly store: VocabularyStore;
  readonly documents: Pick<Documents, 'open'>;
  readonly workspaces: WorkspaceStore;
  /** Who this person is where there is no account: in a workspace of this device alone. */
  readonly person: () => string;
  /** Names of a workspace's members; rejects when its server cannot be asked. */
  readonly members: (workspace: WorkspaceId) => Promise<readonly string[]>;
  /** Pages last opened here, the last first. */
  readonly recentPages: (workspace: WorkspaceId) => readonly PageId[];
  readonly events: HubEvents;
  readonly clock: Clock;
  readonly log: Log;
}

/** A caption must not wait for a server that is slow. */
const membersWaitMs = 1000;
/** A correction that is being typed is read once in a while. */
const calmMs = 1000;

/** The words of a person's world: what a model is told to expect, and what it always hears wrongly. */
export class Vocabulary {
  readonly #options: VocabularyOptions;
  readonly #waiting = new Map<DocKey, () => void>();

  constructor(options: VocabularyOptions) {
    this.#options = options;
  }

  get(): VocabularyState {
    const { store } = this.#options;
    const words = store.get();
    const known = [...words.rules, ...store.dismissed()];
    return { ...words, suggestions: suggestRules(store.corrected(), known) };
  }

  update(changes: Partial<Words>): VocabularyState {
    const { store } = this.#options;
    store.set({ ...store.get(), ...changes });
    return this.#changed();
  }

  /** A suggestion becomes a rule, or is never made again. */
  answer(rule: ReplacementRule, accept: boolean): VocabularyState {
    const { store } = this.#options;
    const { rules, ...rest } = store.get();
    if (accept) {
      const others = rules.filter(({ from }) => from.toLowerCase() !== rule.from.toLowerCase());
      store.set({ ...rest, rules: [...others, rule] });
    } else store.dismiss(rule);
    return this.#changed();
  }

  /** A line with the person's rules applied. */
  correct(text: string): string {
    return replaceWords(text, this.#options.store.get().rules);
  }

  /** The same for its words. */
  correctWords<W extends TimedWord>(
    words: readonly W[],
    merge: (first: W, last: W, text: string) => W,
  ): W[] {
    return replaceTimedWords(words, this.#options.store.get().rules, merge);
  }

  /** What the model is told to expect in a call; undefined: nothing. */
  async promptFor(workspace: WorkspaceId, call: CallId): Promise<string | undefined> {
    const { store, documents, recentPages } = this.#options;
    const pages = readPageEntries(documents.open(indexDoc(workspace)).ydoc);
    const recent = recentPages(workspace);
    const titles = [...new Set([...recent, ...pages.keys()])].flatMap((page) => {
      const entry = pages.get(page);
      return entry === undefined || entry.trashedAt !== null ? [] : [entry.title];
    });
    return promptOf({
      people: this.#peopleOf(workspace, call),
      terms: store.get().terms,
      titles,
      members: await this.#members(workspace),
    });
  }

  /** Somebody may have corrected a line; what this person corrects is learnt from. */
  documentChanged(doc: DocKey): void {
    if (parseDocKey(doc).kind !== 'call' || this.#waiting.has(doc)) return;
    const cancel = this.#options.clock.after(calmMs, () => {
      this.#waiting.delete(doc);
      try {
        this.#learn(doc);
      } catch (error) {
        // The workspace may be gone, the disk full: nothing but a suggestion is lost.
        this.#options.log('corrections could not be learnt from', error);
      }
    });
    this.#waiting.set(doc, cancel);
  }

  close(): void {
    for (const cancel of this.#waiting.values()) cancel();
    this.#waiting.clear();
  }

  #learn(doc: DocKey): void {
    const { store, documents, workspaces, person } = this.#options;
    const workspace = workspaceOf(doc);
    const own = workspaces.get(workspace).account ?? person();
    const before = new Set(this.get().suggestions.map(keyOf));
    const { ydoc } = documents.open(doc);
    for (const [utterance, value] of ydoc.getMap(transcriptTypes.corrections).entries()) {
      const correction = correctionSchema.safeParse(value);
      if (!correction.success || correction.data.by !== own) continue;
      const original = this.#originalOf(doc, utterance);
      if (original === null) continue;
      const { text: corrected } = correction.data;
      store.setCorrected(utterance, exchangedWords({ original, corrected }));
    }
    const fresh = this.get().suggestions.filter((rule) => !before.has(keyOf(rule)));
    if (fresh.length > 0) this.#changed();
    for (const rule of fresh) this.#options.events.emit('ruleSuggested', rule);
  }

  #originalOf(doc: DocKey, utterance: string): string | null {
    const parts = parseDocKey(doc);
    if (parts.kind !== 'call') return null;
    const workspace = workspaceOf(doc);
    // A line's id begins with its speaker; a volunteer writes it into their own document.
    const speaker = utterance.split('.')[0] ?? '';
    const people = this.#options.documents.open(doc).ydoc.getMap(yTypes.people).keys();
    for (const account of new Set([speaker, ...people])) {
      const { ydoc } = this.#options.documents.open(
        docKey(workspace, `speech/${parts.call}/${account}`),
      );
      const lines: Y.Array<Utterance> = ydoc.getArray(yTypes.lines);
      const line = lines.toArray().find(({ id }) => id === utterance);
      if (line !== undefined) return line.text;
    }
    return null;
  }

  #peopleOf(workspace: WorkspaceId, call: CallId): string[] {
    const people = this.#options.documents
      .open(callDoc(workspace, call))
      .ydoc.getMap(yTypes.people);
    return [...people.values()].flatMap((value) => {
      const person = callPersonSchema.safeParse(value);
      return person.success ? [person.data.name] : [];
    });
  }

  async #members(workspace: WorkspaceId): Promise<readonly string[]> {
    const { members, clock, log } = this.#options;
    const late = Promise.withResolvers<readonly string[]>();
    const cancel = clock.after(membersWaitMs, () => late.resolve([]));
    const asked = members(workspace).catch((error: unknown) => {
      log('names of members are not known to the recognition', error);
      return [];
    });
    const names = await Promise.race([asked, late.promise]);
    cancel();
    return names;
  }

  #changed(): VocabularyState {
    const state = this.get();
    this.#options.events.emit('vocabulary', state);
    return state;
  }
}
