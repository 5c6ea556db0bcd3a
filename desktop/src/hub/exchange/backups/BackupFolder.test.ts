import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/openTestHub.ts';
import { BackupFolder } from './BackupFolder.ts';

const start = Date.parse('2026-11-21T15:40:00.123Z');
const day = 86_400_000;

test('the newest seven of the automatic ones are kept, and all of a person’s own', async () => {
  const folder = await BackupFolder.open(await temporaryFolder());
  for (let count = 0; count < 10; count++) {
    for (const automatic of [true, false]) {
      await writeFile(folder.path(folder.newId(start + count * day, automatic)), 'backup');
    }
  }
  await folder.removeOld();
  const kept = await folder.list();
  expect(kept.filter(({ automatic }) => automatic).map(({ at }) => at)).toEqual(
    [9, 8, 7, 6, 5, 4, 3].map((count) => start + count * day),
  );
  expect(kept.filter(({ automatic }) => !automatic)).toHaveLength(10);
  expect(kept[0]?.sizeBytes).toBe('backup'.length);
});

test('what was not finished is removed, what is something else is left alone', async () => {
  const path = await temporaryFolder();
  const folder = await BackupFolder.open(path);
  const id = folder.newId(start, true);
  await writeFile(`${folder.path(id)}.partial`, 'half');
  await writeFile(join(path, 'notes.txt'), 'mine');
  await BackupFolder.open(path);
  expect(await folder.list()).toEqual([]);
  await expect(folder.find(id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(folder.find('../../confab')).rejects.toMatchObject({ code: 'not-found' });
});
