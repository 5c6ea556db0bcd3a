import { callMetaSchema, callPersonSchema, yTypes } from '@confab/shared-types';
import type {
  AccountId,
  CallId,
  CallMeta,
  CallPerson,
  DocKey,
  WorkspaceId,
} from '@confab/shared-types';
import type { DocumentHandle } from '../hub/DocumentHandle.ts';
import type { HubClient } from '../hub/HubClient.ts';
import { mergeTranscript } from './mergeTranscript.ts';
import type { MergedTranscript } from './mergeTranscript.ts';

export interface Transcript extends MergedTranscript {
  /** The hub has not answered yet for the call or for somebody who spoke in it. */
  readonly loading: boolean;
  /** Null: the call's document does not say when it began. */
  readonly call: CallMeta | null;
  /** In order of joining. */
  readonly people: readonly CallPerson[];
}

export interface TranscriptSource {
  readonly subscribe: (changed: () => void) => () => void;
  readonly snapshot: () => Transcript;
}

const nothing: Transcript = { loading: true, call: null, people: [], lines: [], unreadable: 0 };

/** Follows a call's document and the spoken lines of everybody in it, while subscribed to. */
export function transcriptSource(
  hub: Pick<HubClient, 'openDocument'>,
  workspace: WorkspaceId,
  call: CallId,
): TranscriptSource {
  let transcript = nothing;
  return {
    snapshot: () => transcript,
    subscribe: (changed) => {
      const speakers = new Map<AccountId, Followed>();
      const update = (): void => {
        const people = readPeople(about.handle);
        for (const { account } of people) {
          if (speakers.has(account)) continue;
          speakers.set(account, follow(hub, `${workspace}/speech/${call}/${account}`, update));
        }
        transcript = readTranscript(about.handle, people, speakers);
        changed();
      };
      const about = follow(hub, `${workspace}/call/${call}`, update);
      update();
      return () => {
        for (const followed of [about, ...speakers.values()]) followed.stop();
      };
    },
  };
}

interface Followed {
  readonly handle: DocumentHandle;
  stop(): void;
}

/** Calls back when the document or its state changes; the handle may take another Y.Doc meanwhile. */
function follow(hub: Pick<HubClient, 'openDocument'>, key: DocKey, changed: () => void): Followed {
  const handle = hub.openDocument(key);
  let doc = handle.doc;
  doc.on('update', changed);
  const stop = handle.onChange(() => {
    if (doc !== handle.doc) {
      doc.off('update', changed);
      doc = handle.doc;
      doc.on('update', changed);
    }
    changed();
  });
  return {
    handle,
    stop: () => {
      stop();
      doc.off('update', changed);
      handle.release();
    },
  };
}

function readTranscript(
  about: DocumentHandle,
  people: readonly CallPerson[],
  speakers: ReadonlyMap<AccountId, Followed>,
): Transcript {
  const handles = [...speakers.values()].map(({ handle }) => handle);
  const meta = callMetaSchema.safeParse(about.doc.getMap(yTypes.meta).toJSON());
  const spoken = people.map((person) => ({
    person,
    lines: speakers.get(person.account)?.handle.doc.getArray(yTypes.lines).toJSON() ?? [],
  }));
  return {
    loading: [about, ...handles].some((handle) => handle.state === 'opening'),
    call: meta.success ? meta.data : null,
    people,
    ...mergeTranscript(spoken),
  };
}

function readPeople({ doc }: DocumentHandle): readonly CallPerson[] {
  const people: CallPerson[] = [];
  for (const value of doc.getMap(yTypes.people).values()) {
    const parsed = callPersonSchema.safeParse(value);
    if (parsed.success) people.push(parsed.data);
  }
  return people.toSorted((a, b) => a.joinedAt - b.joinedAt);
}
