import { accountIdSchema, readTranscript, transcriptTypes, yTypes } from '@confab/shared-types';
import type { AccountId, CallId, CallTranscript, WorkspaceId } from '@confab/shared-types';
import { followDocument } from '../hub/followDocument.ts';
import type { FollowedDocument } from '../hub/followDocument.ts';
import type { HubClient } from '../hub/HubClient.ts';

export interface Transcript extends CallTranscript {
  /** The hub has not answered yet for the call or for somebody who spoke in it. */
  readonly loading: boolean;
  /** Utterances that somebody took back. */
  readonly removed: ReadonlySet<string>;
}

export interface TranscriptSource {
  readonly subscribe: (changed: () => void) => () => void;
  readonly snapshot: () => Transcript;
}

const nothing: Transcript = {
  loading: true,
  removed: new Set(),
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
      const speakers = new Map<AccountId, FollowedDocument>();
      const update = (): void => {
        for (const account of about.handle.doc.getMap(yTypes.people).keys()) {
          if (speakers.has(account) || !accountIdSchema.safeParse(account).success) continue;
          speakers.set(
            account,
            followDocument(hub, `${workspace}/speech/${call}/${account}`, update),
          );
        }
        transcript = readFollowed(about, speakers);
        changed();
      };
      const about = followDocument(hub, `${workspace}/call/${call}`, update);
      update();
      return () => {
        for (const followed of [about, ...speakers.values()]) followed.stop();
      };
    },
  };
}

function readFollowed(
  about: FollowedDocument,
  speakers: ReadonlyMap<AccountId, FollowedDocument>,
): Transcript {
  const handles = [about, ...speakers.values()].map(({ handle }) => handle);
  const spoken = new Map([...speakers].map(([account, { handle }]) => [account, handle.doc]));
  return {
    loading: handles.some((handle) => handle.state === 'opening'),
    removed: new Set(
      [...spoken.values()].flatMap((doc) => [...doc.getMap(transcriptTypes.removed).keys()]),
    ),
    ...readTranscript(about.handle.doc, spoken),
  };
}
