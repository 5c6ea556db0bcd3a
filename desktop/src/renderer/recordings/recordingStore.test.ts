import type { Recording } from '@confab/shared-types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeHub } from '../hub/FakeHub.ts';
import { HubClient } from '../hub/HubClient.ts';
import { isMediaFile } from './mediaFiles.ts';
import { createRecordingStore } from './recordingStore.ts';
import type { RecordingStore } from './recordingStore.ts';

const choices = {
  workspace: 'workspace-1',
  language: 'auto',
  template: 'meeting',
  keepAudio: false,
} as const;

function recordingOf(number: number, state: Recording['state']): Recording {
  return {
    id: `recording-000${String(number)}`,
    workspace: 'workspace-1',
    page: `page-000${String(number)}`,
    fileName: `${String(number)}.wav`,
    type: 'audio/wav',
    sizeBytes: 4,
    language: 'auto',
    keepAudio: false,
    durationMs: null,
    transcribedMs: 0,
    state,
  };
}

const receiving: Recording['state'] = { name: 'receiving', receivedBytes: 0 };
const failed: Recording['state'] = { name: 'failed', code: 'storage-full' };

let hub: FakeHub;
let client: HubClient;
let store: RecordingStore;
let begun: unknown[];
let received: string[];
const refused = vi.fn<(fileName: string, error: unknown) => void>();
const ended = vi.fn<(recording: Recording) => void>();

function fileOf(name: string, bytes = 4): File {
  return new File([new Uint8Array(bytes)], name, { type: 'audio/wav' });
}

beforeEach(() => {
  hub = new FakeHub();
  begun = [];
  received = [];
  refused.mockReset();
  ended.mockReset();
  hub.answers.set('recordings.list', () => []);
  hub.answers.set('recordings.begin', (params) => {
    begun.push(params);
    const recording = recordingOf(begun.length, receiving);
    return { recording, transfer: `transfer-${String(begun.length)}` };
  });
  hub.answers.set('recordings.received', (params) => {
    received.push((params as { readonly transfer: string }).transfer);
    return {};
  });
  client = new HubClient({ connect: hub.connect, delay: () => Promise.resolve() });
  store = createRecordingStore({
    hub: client,
    onRefused: refused,
    onEnded: ended,
    onProblem: (problem) => {
      throw problem;
    },
  });
});

afterEach(() => {
  store.close();
  client.close();
});

function tell(...recordings: Recording[]): void {
  hub.rpc({ type: 'event', event: 'recordings', data: recordings });
}

describe('recordings', () => {
  it('are handed over one after another, with what was chosen for them', async () => {
    const first = await store.add([fileOf('one.wav'), fileOf('two.wav')], choices);
    expect(first.page).toBe('page-0001');
    await vi.waitFor(() => expect(received).toEqual(['transfer-1', 'transfer-2']));
    expect(begun).toEqual([
      { ...choices, fileName: 'one.wav', type: 'audio/wav', sizeBytes: 4 },
      { ...choices, fileName: 'two.wav', type: 'audio/wav', sizeBytes: 4 },
    ]);
    expect(store.getState().queued).toEqual([]);
  });

  it('wait in a queue that a file can be taken off', async () => {
    await store.add([fileOf('long.wav', 2_000_000), fileOf('two.wav')], choices);
    const [queued] = store.getState().queued;
    expect(queued?.fileName).toBe('two.wav');
    store.unqueue(queued?.id ?? 0);
    hub.send({ kind: 'credit', transfer: 'transfer-1', upTo: 2_000_000 });
    await vi.waitFor(() => expect(received).toEqual(['transfer-1']));
    expect(begun).toHaveLength(1);
    expect(refused).not.toHaveBeenCalled();
  });

  it('that cannot be taken say so; the next ones go on', async () => {
    hub.answers.delete('recordings.begin');
    const added = store.add([fileOf('one.wav')], choices);
    await vi.waitFor(() => expect(hub.of('rpc').length).toBeGreaterThan(2));
    const request = JSON.parse(hub.of('rpc').at(-1)?.json ?? '{}') as { readonly id: number };
    hub.rpc({ type: 'error', id: request.id, error: { code: 'storage-full' } });
    await expect(added).rejects.toMatchObject({ code: 'storage-full' });
    await vi.waitFor(() => expect(refused).toHaveBeenCalledOnce());
  });

  it('that fail on their way are not sent any further, and the next one is', async () => {
    await store.add([fileOf('long.wav', 2_000_000), fileOf('two.wav')], choices);
    tell(recordingOf(1, receiving));
    tell(recordingOf(1, failed));
    await vi.waitFor(() => expect(received).toEqual(['transfer-2']));
    expect(ended).toHaveBeenCalledExactlyOnceWith(recordingOf(1, failed));
    expect(refused).not.toHaveBeenCalled();
  });

  it('that had ended before are no news', async () => {
    tell(recordingOf(1, { name: 'done' }));
    await vi.waitFor(() => expect(store.getState().recordings).toHaveLength(1));
    tell(recordingOf(1, { name: 'done' }));
    expect(ended).not.toHaveBeenCalled();
  });
});

describe('isMediaFile', () => {
  it('goes by the type, and by the name where there is none', () => {
    expect(isMediaFile({ type: 'video/mp4', name: 'a' })).toBe(true);
    expect(isMediaFile({ type: '', name: 'Talk.MKV' })).toBe(true);
    expect(isMediaFile({ type: '', name: 'notes.md' })).toBe(false);
    expect(isMediaFile({ type: 'text/plain', name: 'a.wav' })).toBe(false);
  });
});
