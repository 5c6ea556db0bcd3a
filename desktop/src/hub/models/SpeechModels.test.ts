import { join } from 'node:path';
import type { SpeechModelsState, SpeechState } from '@confab/shared-types';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fixtureModel } from '../../transcriber/speechFixtures.ts';
import { systemClock } from '../Clock.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { ModelHub } from '../outbound/ModelHub.ts';
import { ProfileStore } from '../profile/ProfileStore.ts';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { ModelLibrary } from './ModelLibrary.ts';
import { ModelSpeeds } from './ModelSpeeds.ts';
import { SpeechModels } from './SpeechModels.ts';
import type { SpeechModelsOptions } from './SpeechModels.ts';
import { NodeHost } from '../../target-browser/NodeHost.ts';
import { FakeModelHub, listed } from './testing/FakeModelHub.ts';

vi.setConfig({ testTimeout: 120_000 });

const repository = 'onnx-community/whisper-mini';

const transcriberEntry = join(import.meta.dirname, '../../transcriber/main.ts');

async function setUp(startTranscriber?: SpeechModelsOptions['startTranscriber']) {
  const root = await temporaryFolder();
  const host = new NodeHost({ profileDir: root, transcriberEntry, log: () => undefined });
  const database = openDatabase(join(root, 'confab.sqlite'));
  const fake = new FakeModelHub();
  const address = await fake.listen();
  const used: unknown[] = [];
  const told: SpeechModelsState[] = [];
  const transcriber = {
    state: { state: 'idle' } as SpeechState,
    useModel: (model: unknown) => void used.push(model),
  };
  const profile = new ProfileStore(database, 'en');
  const models = new SpeechModels({
    catalogue: [listed(repository)],
    library: await ModelLibrary.open(join(root, 'models'), () => undefined),
    hub: new ModelHub({ mirror: () => address }),
    speeds: new ModelSpeeds(database),
    transcriber,
    startTranscriber: startTranscriber ?? (() => host.startTranscriber()),
    profile,
    clock: systemClock,
    onPreferences: () => undefined,
    onState: (state) => told.push(state),
    log: () => undefined,
  });
  await models.open();
  onTestFinished(async () => {
    await models.close();
    await fake.close();
    database.close();
  });
  return { models, transcriber, profile, used, told, root };
}

test('the first model that is downloaded is used, and all windows hear how it goes', async () => {
  const { models, profile, used, told, root } = await setUp();
  expect(used).toEqual([null]);
  models.downloads.begin(repository);
  await vi.waitFor(() => expect(told.at(-1)?.installed).toHaveLength(1), 60_000);
  expect(profile.preferences.speechModel).toBe('whisper-mini');
  expect(used.at(-1)).toEqual({ folder: join(root, 'models', 'whisper-mini') });
  expect(told.at(-1)).toMatchObject({
    installed: [{ id: 'whisper-mini', speed: null }],
    available: [{ repository }],
    downloads: [],
  });
  await models.remove('whisper-mini');
  expect(profile.preferences.speechModel).toBeNull();
  expect(used.at(-1)).toBeNull();
});

test('one import at a time, and it can be stopped', async () => {
  const { models } = await setUp();
  const first = models.import(fixtureModel);
  await expect(models.import(fixtureModel)).rejects.toMatchObject({ code: 'already-done' });
  models.cancelImport();
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  expect(await models.state()).toMatchObject({ installed: [], importing: null });
});

test('a measured model is run as was best, until it is removed', async () => {
  const { models, used, root } = await setUp();
  await models.import(fixtureModel);
  const speed = await models.measure('whisper-mini');
  expect(speed.dtype).toBe('fp32');
  expect(speed.timesRealTime).toBeGreaterThan(0);
  const { dtype, threads } = speed;
  expect(used.at(-1)).toEqual({ folder: join(root, 'models', 'whisper-mini'), dtype, threads });
  expect((await models.state()).installed).toMatchObject([{ speed }]);
  await models.remove('whisper-mini');
  await models.import(fixtureModel);
  expect((await models.state()).installed).toMatchObject([{ speed: null }]);
});

test('speech of a call goes first', async () => {
  const { models, transcriber } = await setUp(() => new Promise(() => undefined));
  await models.import(fixtureModel);
  transcriber.state = { state: 'running', behindMs: 0 };
  await expect(models.measure('whisper-mini')).rejects.toMatchObject({ code: 'transcriber-busy' });
  transcriber.state = { state: 'idle' };
  const measuring = models.measure('whisper-mini');
  await expect(models.measure('whisper-mini')).rejects.toMatchObject({ code: 'already-done' });
  models.transcriberIs({ state: 'idle' });
  models.transcriberIs({ state: 'loading' });
  await expect(measuring).rejects.toMatchObject({ code: 'cancelled' });
});

test('a model that is not there cannot be measured', async () => {
  const { models } = await setUp();
  await expect(models.measure('other')).rejects.toMatchObject({ code: 'model-missing' });
  expect((await models.state()).measuring).toBeNull();
});
