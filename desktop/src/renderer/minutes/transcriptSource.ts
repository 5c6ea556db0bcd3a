import { accountIdSchema, readTranscript, yTypes } from '@confab/shared-types';
import type { AccountId, CallId, CallTranscript, DocKey, WorkspaceId } from '@confab/shared-types';
import type { DocumentHandle } from '../hub/DocumentHandle.ts';
import type { HubClient } from '../hub/HubClient.ts';

export interface Transcript extends CallTranscript {
  /** The hub has not answered yet for the call or for somebody who spoke in it. */
  readonly loading: boolean;
}

export interface TranscriptSource {
  readonly subscribe: (changed: () => void) => () => void;
  readonly snapshot: () => Transcript;
}

const nothing: Transcript = {
  loading: true,
  call: null,
  people: [],
  consents: new Map(),
  periods: [],
  notes: [],
  lines: [],
  unreadable: 0,
};

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
        for (const account of about.handle.doc.getMap(yTypes.people).keys()) {
          if (speakers.has(account) || !accountIdSchema.safeParse(account).success) continue;
          speakers.set(account, follow(hub, `${workspace}/speech/${call}/${account}`, update));
        }
        transcript = readFollowed(about, speakers);
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

function readFollowed(about: Followed, speakers: ReadonlyMap<AccountId, Followed>): Transcript {
  const handles = [about, ...speakers.values()].map(({ handle }) => handle);
  const spoken = new Map([...speakers].map(([account, { handle }]) => [account, handle.doc]));
  return {
    loading: handles.some((handle) => handle.state === 'opening'),
    ...readTranscript(about.handle.doc, spoken),
  };
}
