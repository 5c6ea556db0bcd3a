import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../hub/testing/openTestHub.ts';
import { fixtureModel } from '../transcriber/speechFixtures.ts';
import { models } from './models.ts';
import { UsageError } from './UsageError.ts';

/** What a command answers, and what it reports. */
async function run(data: string, ...args: string[]) {
  let written = '';
  let reported = '';
  const code = await models([...args, '--data', data], {
    write: (text) => void (written += text),
    report: (text) => void (reported += text),
    showsProgress: false,
  });
  return { code, written, reported };
}

test('models are imported, listed and removed', async () => {
  const data = await temporaryFolder();
  expect((await run(data, 'import', fixtureModel)).written).toBe('whisper-mini\n');
  const { written } = await run(data);
  expect(written).toMatch(/^whisper-mini +\d+ MB {2}installed\n/);
  expect(written).toMatch(/^whisper-large-v3-turbo +820 MB {2}available$/m);
  expect(await run(data, 'remove', 'whisper-mini')).toMatchObject({ code: 0 });
  expect(await readdir(join(data, 'profiles', 'default', 'models'))).toEqual([]);
});

test('what is not there is said', async () => {
  const data = await temporaryFolder();
  const unknown = await run(data, 'download', 'whisper-huge');
  expect(unknown).toMatchObject({ code: 1, written: '' });
  expect(unknown.reported).toContain('There are:\n  whisper-tiny\n');
  expect((await run(data, 'remove', 'x')).reported).toContain('There is no model "x".');
  expect((await run(data, 'import', data)).reported).toContain('config.json is missing');
});

test.each([[['dance']], [['download']], [['remove', 'a', 'b']], [['--dance']]])(
  '%j makes no sense',
  async (args) => {
    await expect(
      models(args, { write: () => undefined, report: () => undefined, showsProgress: false }),
    ).rejects.toThrow(UsageError);
  },
);
