import { createWriteStream } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { beforeEach, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { fixtureModel } from '../../transcriber/speechFixtures.ts';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { ModelLibrary } from './ModelLibrary.ts';
import { decoder, encoder } from './testing/FakeModelHub.ts';

const files = [
  'config.json',
  'generation_config.json',
  'preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  encoder,
  decoder,
];

let root: string;
let library: ModelLibrary;
beforeEach(async () => {
  root = await temporaryFolder();
  library = await ModelLibrary.open(join(root, 'models'), () => undefined);
});

async function zip(name: string, fill: (archive: ZipFile) => void): Promise<string> {
  const path = join(root, name);
  const archive = new ZipFile();
  fill(archive);
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(path));
  return path;
}

function putModel(archive: ZipFile, folder: string): void {
  for (const file of files) archive.addFile(join(fixtureModel, file), `${folder}${file}`);
}

test.each([
  ['at its top', 'my model.zip', '', 'my model'],
  ['in a folder', 'download.zip', 'whisper-x/', 'whisper-x'],
  ['far inside, among other things', 'all.zip', 'a/b/whisper-y/', 'whisper-y'],
])('a model %s of an archive is imported', async (_where, name, folder, id) => {
  const path = await zip(name, (archive) => {
    putModel(archive, folder);
    archive.addBuffer(Buffer.from('{}'), 'settings/config.json');
    archive.addBuffer(Buffer.from('hello'), `${folder}README.md`);
  });
  const fractions: number[] = [];
  const model = await library.import(path, { onProgress: (done) => fractions.push(done) });
  expect(model).toMatchObject({ id, languages: ['en', 'ko'] });
  expect(fractions.at(-1)).toBe(1);
  const copied = join(await library.folderOf(id), encoder);
  expect(await readFile(copied)).toEqual(await readFile(join(fixtureModel, encoder)));
});

test('an archive that was sent is called as it was', async () => {
  const path = await zip('xq81', (archive) => putModel(archive, ''));
  expect((await library.import(path, { name: 'whisper-z.zip' })).id).toBe('whisper-z');
});

test.each([
  [
    'no model',
    (archive: ZipFile) => archive.addBuffer(Buffer.from('x'), 'a.txt'),
    'model-file-missing',
  ],
  [
    'two models',
    (archive: ZipFile) => {
      putModel(archive, 'one/');
      putModel(archive, 'two/');
    },
    'model-invalid',
  ],
  [
    'a model without its tokenizer',
    (archive: ZipFile) => {
      for (const file of files.filter((each) => each !== 'tokenizer.json')) {
        archive.addFile(join(fixtureModel, file), file);
      }
    },
    'model-file-missing',
  ],
  [
    'a bomb',
    (archive: ZipFile) => {
      putModel(archive, '');
      archive.addBuffer(Buffer.alloc(64 * 1024 ** 2), 'onnx/zeros.onnx');
    },
    'model-invalid',
  ],
])('an archive with %s leaves nothing behind', async (_what, fill, code) => {
  const path = await zip('x.zip', (archive) => void fill(archive));
  await expect(library.import(path)).rejects.toMatchObject({ code });
  expect(await readdir(join(root, 'models'))).toEqual([]);
});

test('a path that leads out of the archive is refused', async () => {
  const path = await zip('x.zip', (archive) => {
    putModel(archive, '');
    archive.addBuffer(Buffer.from('x'), 'onnx/aa/escape');
  });
  const bytes = await readFile(path);
  await writeFile(
    path,
    Buffer.from(bytes.toString('latin1').replaceAll('onnx/aa/', '../../../'), 'latin1'),
  );
  await expect(library.import(path)).rejects.toMatchObject({ code: 'model-invalid' });
});

test('what is no archive is refused by its name', async () => {
  const path = join(root, 'notes.zip');
  await writeFile(path, 'not a zip');
  await expect(library.import(path)).rejects.toMatchObject({
    code: 'model-invalid',
    detail: expect.stringContaining('notes.zip') as unknown,
  });
});
