import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelDownload, SpeechModel } from '@confab/shared-types';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fixtureModel } from '../../transcriber/speechFixtures.ts';
import { systemClock } from '../Clock.ts';
import { ModelHub, mayFollow } from '../outbound/ModelHub.ts';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { ModelDownloads } from './ModelDownloads.ts';
import { ModelLibrary } from './ModelLibrary.ts';
import { FakeModelHub, decoder, encoder, listed } from './testing/FakeModelHub.ts';
import type { Trouble } from './testing/FakeModelHub.ts';

// Every file is flushed to a disk that others may use too.
const patience = 60_000;
vi.setConfig({ testTimeout: 2 * patience });

const mini = 'onnx-community/whisper-mini';
const catalogue = [listed(mini), listed('onnx-community/whisper-other'), listed('nobody/whisper')];

interface Place {
  readonly fake: FakeModelHub;
  readonly address: string;
  readonly folder: string;
}

async function place(): Promise<Place> {
  const fake = new FakeModelHub();
  const address = await fake.listen();
  onTestFinished(() => fake.close());
  return { fake, address, folder: await temporaryFolder() };
}

/** Waits of the downloads pass at once and are noted. */
async function open(
  { address, folder }: Place,
  options: {
    freeBytes?: () => Promise<number>;
    silenceMs?: number;
    mirror?: string | null;
    onChange?: () => void;
  } = {},
) {
  const waits: number[] = [];
  const installed: SpeechModel[] = [];
  const { mirror = address, silenceMs = 60_000, ...rest } = options;
  const library = await ModelLibrary.open(folder, () => undefined);
  const downloads = new ModelDownloads({
    catalogue,
    hub: new ModelHub({ mirror: () => mirror, home: address, silenceMs }),
    library,
    clock: {
      now: () => systemClock.now(),
      after: (ms, run) => {
        waits.push(ms);
        return systemClock.after(0, run);
      },
    },
    log: () => undefined,
    onChange: () => undefined,
    onInstalled: (model) => Promise.resolve(void installed.push(model)),
    ...rest,
  });
  await downloads.open();
  onTestFinished(() => downloads.close());
  return { downloads, library, waits, installed };
}

type Opened = Awaited<ReturnType<typeof open>>;

function state({ downloads }: Opened, repository = mini): ModelDownload['state'] | null {
  return downloads.list().find((each) => each.repository === repository)?.state ?? null;
}

async function untilInstalled(opened: Opened, count = 1): Promise<void> {
  await vi.waitFor(() => {
    expect(opened.downloads.list()).toEqual([]);
    expect(opened.installed).toHaveLength(count);
  }, patience);
}

async function untilFailed(opened: Opened, repository = mini) {
  await vi.waitFor(() => expect(state(opened, repository)?.name).toBe('failed'), patience);
  return state(opened, repository);
}

async function bytesHere({ folder }: Place, file: string): Promise<number> {
  const found = await stat(join(folder, '.download-whisper-mini', file)).catch(() => null);
  return found?.size ?? 0;
}

/** Sends the beginning and breaks the connection off. */
function cutAfter(fake: FakeModelHub, file: string, length: number): Trouble {
  return (request, response) => {
    if (request.url?.endsWith(file) !== true) return false;
    const bytes = fake.files.get(file) ?? Buffer.alloc(0);
    response.writeHead(200, { etag: `"${file}"`, 'content-length': bytes.length });
    response.write(bytes.subarray(0, length), () => response.destroy());
    return true;
  };
}
const well: Trouble = () => false;
const untilOnnx = [well, well, well, well, well];

function answers(status: number, headers: Record<string, string> = {}, body = ''): Trouble {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
    return true;
  };
}

test('brings the files a model needs, of one commit, checked, and lists it when it is whole', async () => {
  const here = await place();
  const opened = await open(here);
  opened.downloads.begin(mini);
  expect(await opened.library.list()).toEqual([]);
  await untilInstalled(opened);
  expect(opened.installed[0]).toMatchObject({ id: 'whisper-mini', languages: ['en', 'ko'] });
  expect(await opened.library.list()).toEqual(opened.installed);
  const model = await opened.library.folderOf('whisper-mini');
  expect((await readdir(model)).toSorted()).toEqual([
    'config.json',
    'generation_config.json',
    'onnx',
    'preprocessor_config.json',
    'tokenizer.json',
    'tokenizer_config.json',
  ]);
  expect(await readFile(join(model, encoder))).toEqual(await readFile(join(fixtureModel, encoder)));
  expect(here.fake.asked.slice(0, 2)).toEqual([
    `/api/models/${mini}/revision/main`,
    expect.stringMatching(/\/tree\/c0ffee0+$/),
  ]);
  expect(here.fake.asked.filter((path) => path.includes('README'))).toEqual([]);
});

test('goes on where the connection broke off, also after a restart of the app', async () => {
  const here = await place();
  here.fake.troubles.push(...untilOnnx, cutAfter(here.fake, encoder, 1_000_000));
  const first = await open(here);
  first.downloads.begin(mini);
  await vi.waitFor(async () => {
    expect(await bytesHere(here, encoder)).toBeGreaterThanOrEqual(100_000);
  }, patience);
  await first.downloads.pause(mini);
  await first.downloads.close();
  const { length } = here.fake.asked;

  const second = await open(here);
  expect(second.downloads.list()).toMatchObject([{ repository: mini, state: { name: 'paused' } }]);
  expect(second.downloads.list()[0]?.receivedBytes).toBeGreaterThan(100_000);
  second.downloads.begin(mini);
  await untilInstalled(second);
  const again = here.fake.asked.slice(length);
  expect(again.filter((path) => path.includes('config.json') || path.includes('/api/'))).toEqual(
    [],
  );
});

test('asks for the rest by range and takes all of it again when the file changed', async () => {
  const here = await place();
  let askedFor: unknown = null;
  here.fake.troubles.push(...untilOnnx, cutAfter(here.fake, encoder, 1_000_000), (request) => {
    askedFor = request.headers['if-range'];
    // As if it had another tag now: all of it comes with 200.
    request.headers['if-range'] = '"other"';
    return false;
  });
  const opened = await open(here);
  opened.downloads.begin(mini);
  await untilInstalled(opened);
  expect(askedFor).toBe(`"${encoder}"`);
  expect(here.fake.asked).toContainEqual(
    expect.stringMatching(/encoder_model\.onnx bytes=\d{5,}-$/),
  );
  expect(opened.waits).toEqual([1000]);
});

test('begins a file anew when the hub knows no such range', async () => {
  const here = await place();
  here.fake.troubles.push(...untilOnnx, cutAfter(here.fake, encoder, 1_000_000), answers(416));
  const opened = await open(here);
  opened.downloads.begin(mini);
  await untilInstalled(opened);
});

test('fetches a file that arrived wrong once more', async () => {
  const here = await place();
  const size = here.fake.files.get(encoder)?.length ?? 0;
  const wrong = answers(200, {}, 'x'.repeat(size));
  here.fake.troubles.push(...untilOnnx, wrong);
  const opened = await open(here);
  opened.downloads.begin(mini);
  await untilInstalled(opened);
  expect(here.fake.asked.filter((path) => path.endsWith(encoder))).toHaveLength(2);

  const other = await place();
  other.fake.troubles.push(...untilOnnx, wrong, well, wrong);
  const failing = await open(other);
  failing.downloads.begin(mini);
  expect(await untilFailed(failing)).toMatchObject({
    code: 'model-invalid',
    detail: `${encoder}: wrong hash`,
  });
  expect(await failing.library.list()).toEqual([]);
  // Only that file is fetched when it is tried again.
  const { length } = other.fake.asked;
  failing.downloads.begin(mini);
  await untilInstalled(failing);
  expect(other.fake.asked.slice(length)).toEqual([expect.stringContaining(encoder)]);
});

test('refuses a file that is longer than it should be, and comes again for a shorter one', async () => {
  const here = await place();
  const length = here.fake.files.get('config.json')?.length ?? 0;
  here.fake.troubles.push(answers(200, {}, 'x'.repeat(length + 1)));
  const opened = await open(here);
  opened.downloads.begin(mini);
  expect(await untilFailed(opened)).toMatchObject({ code: 'model-invalid' });

  here.fake.troubles.push(answers(200, {}, '{'));
  opened.downloads.begin(mini);
  await untilInstalled(opened);
  expect(opened.waits).toEqual([1000]);
});

test('waits longer each time while nothing comes, and says so in the end', async () => {
  const here = await place();
  here.fake.troubles.push(...Array.from({ length: 7 }, () => answers(503)));
  const opened = await open(here);
  opened.downloads.begin(mini);
  expect(await untilFailed(opened)).toEqual({ name: 'failed', code: 'server-unreachable' });
  expect(opened.waits).toEqual([1000, 2000, 5000, 15_000, 30_000, 60_000]);
  opened.downloads.begin(mini);
  await untilInstalled(opened);
});

test('waits as long as a busy hub asks for', async () => {
  const here = await place();
  here.fake.troubles.push(answers(429, { 'retry-after': '42' }));
  const opened = await open(here);
  opened.downloads.begin(mini);
  await untilInstalled(opened);
  expect(opened.waits).toEqual([42_000]);
});

test('gives up a connection that sends nothing and comes again', async () => {
  const here = await place();
  here.fake.troubles.push((_request, response) => {
    response.writeHead(200, { 'content-length': '5' }).write('{');
    return true;
  });
  const opened = await open(here, { silenceMs: 2000 });
  opened.downloads.begin(mini);
  await untilInstalled(opened);
});

test('follows to another host only under encryption, and to a private one only from a mirror', async () => {
  const here = await place();
  const elsewhere = await place();
  here.fake.troubles.push(answers(302, { location: `${elsewhere.address}/x` }));
  const opened = await open(here);
  opened.downloads.begin(mini);
  expect(await untilFailed(opened)).toMatchObject({ code: 'link-refused' });
  expect(elsewhere.fake.asked).toEqual([]);

  const unnamed = await open(await place(), { mirror: null });
  unnamed.downloads.begin(mini);
  expect(await untilFailed(unnamed)).toMatchObject({
    code: 'link-refused',
    detail: 'private address',
  });
});

test.each([
  ['https://cdn.example.com/x', 'https://hub.example.com', true],
  ['http://cdn.example.com/x', 'https://hub.example.com', false],
  ['http://hub.example.com/x', 'https://hub.example.com', false],
  ['http://mirror.local:81/x', 'http://mirror.local:81', true],
  ['http://mirror.local:82/x', 'http://mirror.local:81', false],
  ['file:///etc/passwd', 'https://hub.example.com', false],
])('to %s from %s: %s', (to, hub, may) => {
  expect(mayFollow(new URL(to), new URL(hub))).toBe(may);
});

test('follows within the host', async () => {
  const here = await place();
  const path = `/${mini}/resolve/main/config.json`;
  here.fake.troubles.push(answers(307, { location: path }));
  const opened = await open(here);
  opened.downloads.begin(mini);
  await untilInstalled(opened);
});

test.each([
  ['a repository that is not there', 'nobody/whisper', null, 'not-found'],
  ['a file that is not there', mini, answers(404), 'not-found'],
  ['a file one may not have', mini, answers(403), 'no-permission'],
])('fails at once for %s', async (_name, repository, trouble, code) => {
  const here = await place();
  if (trouble !== null) here.fake.troubles.push(trouble);
  const opened = await open(here);
  opened.downloads.begin(repository);
  expect(await untilFailed(opened, repository)).toMatchObject({ code });
  expect(opened.waits).toEqual([]);
});

test('says which file a repository lacks', async () => {
  const here = await place();
  here.fake.files.delete(decoder);
  const opened = await open(here);
  opened.downloads.begin(mini);
  expect(await untilFailed(opened)).toMatchObject({ code: 'model-file-missing', detail: decoder });
});

test('keeps what has come when the disk is full, and goes on when there is room', async () => {
  const here = await place();
  here.fake.troubles.push(...untilOnnx, cutAfter(here.fake, encoder, 1_000_000));
  let free = Number.MAX_SAFE_INTEGER;
  const opened = await open(here, {
    freeBytes: () => {
      const now = free;
      free = 1000;
      return Promise.resolve(now);
    },
  });
  opened.downloads.begin(mini);
  expect(await untilFailed(opened)).toMatchObject({ code: 'storage-full' });
  expect(await bytesHere(here, encoder)).toBeGreaterThanOrEqual(100_000);
  free = Number.MAX_SAFE_INTEGER;
  opened.downloads.begin(mini);
  await untilInstalled(opened);
});

test('downloads one after the other; a paused one lets the next go, a cancelled one leaves nothing', async () => {
  const here = await place();
  const held = Promise.withResolvers<void>();
  here.fake.troubles.push((_request, response) => {
    response.writeHead(200, { 'content-length': '5' }).write('{');
    held.resolve();
    return true;
  });
  const opened = await open(here);
  opened.downloads.begin(mini);
  opened.downloads.begin('onnx-community/whisper-other');
  expect(state(opened, 'onnx-community/whisper-other')).toEqual({ name: 'waiting' });
  await held.promise;
  await opened.downloads.pause(mini);
  await vi.waitFor(() => {
    expect(opened.installed.map(({ id }) => id)).toEqual(['whisper-other']);
  }, patience);
  expect(state(opened)).toEqual({ name: 'paused' });
  await opened.downloads.cancel(mini);
  expect(await readdir(here.folder)).toEqual(['whisper-other']);
});

test('one that is paused as its last byte comes stays paused, and goes on when it is asked to', async () => {
  const pauses: Promise<void>[] = [];
  const opened = await open(await place(), {
    onChange: () => {
      const [download] = opened.downloads.list();
      if (download?.state.name !== 'running' || download.receivedBytes === 0) return;
      const isWhole = download.receivedBytes === download.totalBytes;
      if (isWhole && pauses.length === 0) pauses.push(opened.downloads.pause(mini));
    },
  });
  opened.downloads.begin(mini);
  await vi.waitFor(() => expect(pauses).toHaveLength(1), patience);
  await Promise.all(pauses);
  expect(state(opened)).toEqual({ name: 'paused' });
  opened.downloads.begin(mini);
  await untilInstalled(opened);
});
