import { join } from 'node:path';
import { ConfabError } from '@confab/shared-types';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../Clock.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { PrivateNotes } from './PrivateNotes.ts';

test('notes are a call’s own, changed and removed by id, and told of', async () => {
  const database = openDatabase(join(await temporaryFolder(), 'confab.sqlite'));
  onTestFinished(() => void database.close());
  const told: string[] = [];
  const notes = new PrivateNotes({
    database,
    clock: systemClock,
    onChange: (workspace, call) => told.push(`${workspace}/${call}`),
  });
  const place = { workspace: 'workspace-one', call: 'call-one' };
  const late = notes.put({ ...place, text: 'late', at: 20 });
  const early = notes.put({ ...place, text: 'early', at: 10.5 });
  expect(notes.list('workspace-one', 'call-one').map(({ text }) => text)).toEqual([
    'early',
    'late',
  ]);
  expect(notes.list('workspace-one', 'call-two')).toEqual([]);

  notes.put({ ...place, id: early.id, text: 'earlier', at: 5 });
  expect(notes.list('workspace-one', 'call-one')[0]).toMatchObject({ text: 'earlier', at: 5 });
  const elsewhere = { ...place, call: 'call-two', id: late.id, text: 'x', at: 1 };
  expect(() => notes.put(elsewhere)).toThrow(ConfabError);

  notes.remove(late.id);
  notes.remove(late.id);
  expect(notes.list('workspace-one', 'call-one')).toHaveLength(1);
  expect(told).toHaveLength(4);
  notes.forgetWorkspace('workspace-one');
  expect(notes.list('workspace-one', 'call-one')).toEqual([]);
});
