import { speechSampleRate } from '@confab/shared-types';
import type { HubParams, Recording, RecordingTask } from '@confab/shared-types';
import { fixtureModel } from '../../../transcriber/speechFixtures.ts';
import type { CreateHubOptions } from '../../createHub.ts';
import { fakeHost } from '../../testing/fakeHost.ts';
import type { FakeHost } from '../../testing/fakeHost.ts';
import { openTestHub } from '../../testing/openTestHub.ts';
import type { TestHub } from '../../testing/openTestHub.ts';
import { TestWindow } from '../../testing/TestWindow.ts';
import { FakeTranscriber } from './FakeTranscriber.ts';

export interface RecordingHub extends TestHub {
  readonly window: TestWindow;
  readonly workspace: string;
  readonly transcribers: FakeTranscriber[];
}

/** A hub with a model and a transcriber that can be told from the words it hears. */
export async function recordingHub(
  options: Partial<CreateHubOptions> & {
    readonly model?: boolean;
    readonly host?: FakeHost;
  } = {},
): Promise<RecordingHub> {
  const transcribers: FakeTranscriber[] = [];
  const host = options.host ?? fakeHost();
  host.startTranscriber = () => {
    const transcriber = new FakeTranscriber();
    transcribers.push(transcriber);
    return Promise.resolve(transcriber);
  };
  const opened = await openTestHub({ ...options, host });
  const window = await TestWindow.open(opened.hub);
  const { workspaces, preferences } = await window.request('app.state', {});
  if (options.model !== false && preferences.speechModel === null) await importModel(window);
  return { ...opened, host, window, workspace: workspaces[0]?.id ?? '', transcribers };
}

export async function importModel(window: TestWindow): Promise<void> {
  const { preferences } = await window.request('app.state', {});
  if (preferences.speechModel === null)
    await window.request('models.import', { path: fixtureModel });
}

/** The same profile after a restart of its hub. */
export async function restartedHub(before: RecordingHub): Promise<RecordingHub> {
  await before.hub.close();
  return await recordingHub({ profileDir: before.profileDir, host: before.host });
}

type File = Partial<HubParams<'recordings.begin'>>;

/** Announces a file, sends it and waits until it is on the disk. */
export async function addRecording(
  { window, workspace }: Pick<RecordingHub, 'window' | 'workspace'>,
  bytes: Uint8Array,
  file: File = {},
): Promise<Recording> {
  const { recording, transfer } = await window.request('recordings.begin', {
    ...{ workspace, fileName: 'Talk: part 1.m4a', type: 'audio/mp4', sizeBytes: bytes.length },
    ...{ language: 'en', keepAudio: false, ...file },
  });
  sendBytes(window, transfer, bytes);
  await window.request('recordings.received', { transfer });
  return recording;
}

export function sendBytes(window: TestWindow, transfer: string, bytes: Uint8Array): void {
  const piece = 64 * 1024;
  for (let offset = 0; offset < bytes.length; offset += piece) {
    const last = offset + piece >= bytes.length;
    const part = bytes.slice(offset, offset + piece);
    window.send({ kind: 'blob', transfer, offset, last, bytes: part });
  }
}

export async function claimed(window: TestWindow): Promise<RecordingTask> {
  const task = await window.request('recordings.claim', {});
  if (task === null) throw new Error('there is nothing to claim');
  return task;
}

/** Sends so many seconds of sound, from where the task begins. */
export function sendSeconds(
  window: TestWindow,
  { stream, fromSample }: RecordingTask,
  upToSecond: number,
  fromSecond = fromSample / speechSampleRate,
): void {
  for (let second = fromSecond; second < upToSecond; second++) {
    const samples = new Float32Array(speechSampleRate);
    window.send({ kind: 'audio', stream, firstSample: second * speechSampleRate, samples });
  }
}

export async function stateOf(
  window: TestWindow,
  id: string,
  name: Recording['state']['name'],
): Promise<Recording> {
  const fits = (list: readonly Recording[]): boolean =>
    list.some((recording) => recording.id === id && recording.state.name === name);
  const now = await window.request('recordings.list', {});
  const list = fits(now) ? now : await window.event('recordings', fits);
  const found = list.find((recording) => recording.id === id);
  if (found === undefined) throw new Error('unreachable');
  return found;
}
