import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fixtureModel } from '../../transcriber/speechFixtures.ts';
import { ModelLibrary } from './ModelLibrary.ts';

let root: string;
let models: string;
const ignore = () => undefined;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'confab-models-'));
  models = join(root, 'profile', 'models');
});
afterEach(() => rm(root, { recursive: true }));

it('imports a folder with progress, lists it and removes it', async () => {
  const library = await ModelLibrary.open(models, ignore);
  const fractions: number[] = [];
  const model = await library.import(fixtureModel, {
    onProgress: (fraction) => fractions.push(fraction),
  });
  expect(model).toMatchObject({ id: 'whisper-mini', languages: ['en', 'ko'] });
  expect(fractions.length).toBeGreaterThan(7);
  expect(fractions.at(-1)).toBe(1);
  expect(await library.list()).toEqual([model]);
  expect(await library.folderOf('whisper-mini')).toBe(join(models, 'whisper-mini'));

  expect((await library.import(fixtureModel)).id).toBe('whisper-mini 2');
  await library.remove('whisper-mini');
  expect((await library.list()).map(({ id }) => id)).toEqual(['whisper-mini 2']);
  await expect(library.folderOf('whisper-mini')).rejects.toMatchObject({ code: 'model-missing' });
});

it('names the file an incomplete folder lacks and leaves nothing behind', async () => {
  const library = await ModelLibrary.open(models, ignore);
  const broken = join(root, 'broken');
  await cp(fixtureModel, broken, { recursive: true });
  await rm(join(broken, 'tokenizer.json'));
  await expect(library.import(broken)).rejects.toMatchObject({
    code: 'model-file-missing',
    detail: 'tokenizer.json',
  });
  expect(await readdir(models)).toEqual([]);
});

it('stops an import half way without a trace', async () => {
  const library = await ModelLibrary.open(models, ignore);
  const abort = new AbortController();
  const importing = library.import(fixtureModel, {
    signal: abort.signal,
    onProgress: () => abort.abort(new Error('enough')),
  });
  await expect(importing).rejects.toThrow();
  expect(await readdir(models)).toEqual([]);
});

it('clears what a crash left and passes over what is no model', async () => {
  await mkdir(join(models, '.incoming-abc'), { recursive: true });
  await mkdir(join(models, 'holiday'));
  await writeFile(join(models, 'notes.txt'), 'x');
  const logged: string[] = [];
  const library = await ModelLibrary.open(models, (message) => logged.push(message));
  expect(await library.list()).toEqual([]);
  expect(logged).toEqual(['model folder holiday is not used']);
  expect(await readdir(models)).toEqual(['holiday', 'notes.txt']);
});

it.each(['..', '../..', '', '.', 'a/b', 'a\\b'])(
  'does not leave its folder by "%s"',
  async (id) => {
    const library = await ModelLibrary.open(models, ignore);
    await expect(library.folderOf(id)).rejects.toMatchObject({ code: 'model-missing' });
    await expect(library.remove(id)).rejects.toMatchObject({ code: 'model-missing' });
  },
);
