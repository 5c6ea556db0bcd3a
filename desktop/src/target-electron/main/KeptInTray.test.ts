import { expect, test, vi } from 'vitest';
import { shellTexts } from '../../shell/shellTexts.ts';
import { KeptInTray } from './KeptInTray.ts';

function create(kept: { toldOfTray: boolean }, tray = true) {
  const notify = vi.fn();
  const memory = {
    get: () => kept,
    remember: (change: { toldOfTray: boolean }) =>
      Promise.resolve(void Object.assign(kept, change)),
  };
  const keptInTray = new KeptInTray({
    memory,
    hasTray: () => tray,
    notify,
    texts: () => shellTexts('en'),
  });
  return { keptInTray, notify };
}

test('says once where the app went, also after a restart', () => {
  const kept = { toldOfTray: false };
  const { keptInTray, notify } = create(kept);
  keptInTray.tell();
  keptInTray.tell();
  expect(notify).toHaveBeenCalledExactlyOnceWith({
    title: 'Confab keeps running',
    body: expect.stringContaining('tray') as string,
    tag: 'kept-in-tray',
  });
  const later = create(kept);
  later.keptInTray.tell();
  expect(later.notify).not.toHaveBeenCalled();
});

test('says nothing of a tray that is not there, and keeps it for later', () => {
  const kept = { toldOfTray: false };
  const { keptInTray, notify } = create(kept, false);
  keptInTray.tell();
  expect(notify).not.toHaveBeenCalled();
  expect(kept.toldOfTray).toBe(false);
});
