import type { NativeImage } from 'electron';
import { expect, test, vi } from 'vitest';
import { shellTexts } from '../../shell/shellTexts.ts';
import { Badge } from './Badge.ts';

function create(platform: NodeJS.Platform) {
  const setBadgeCount = vi.fn(() => true);
  const setOverlayIcon = vi.fn();
  const overlay = {} as NativeImage;
  const badge = new Badge({
    app: { setBadgeCount },
    platform,
    window: () => ({ setOverlayIcon }),
    overlay: () => overlay,
    texts: () => shellTexts('en'),
  });
  return { badge, setBadgeCount, setOverlayIcon, overlay };
}

test.each(['darwin', 'linux'] as const)('is a number on %s', (platform) => {
  const { badge, setBadgeCount, setOverlayIcon } = create(platform);
  badge.set(2);
  badge.set(0);
  expect(setBadgeCount.mock.calls).toEqual([[2], [0]]);
  expect(setOverlayIcon).not.toHaveBeenCalled();
});

test('is a mark on Windows, drawn again at a new button, and taken away', () => {
  const { badge, setOverlayIcon, overlay } = create('win32');
  badge.set(2);
  badge.draw();
  badge.set(0);
  expect(setOverlayIcon.mock.calls).toEqual([
    [overlay, 'Missed calls (2)'],
    [overlay, 'Missed calls (2)'],
    [null, ''],
  ]);
});
