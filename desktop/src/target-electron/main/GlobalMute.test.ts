import { describe, expect, test, vi } from 'vitest';
import { GlobalMute, isGlobalAccelerator } from './GlobalMute.ts';

test.each([
  'Control+Shift+M',
  'CommandOrControl+Alt+0',
  'Alt+F9',
  'F13',
  'Super+Space',
  'Ctrl+Plus',
])('%s may be taken from other programs', (accelerator) => {
  expect(isGlobalAccelerator(accelerator)).toBe(true);
});

test.each([
  '',
  'M',
  'Shift+M',
  'Control',
  'Control+',
  'Hyper+M',
  'Control+Shift',
  'Ctrl+M+N',
  '한',
])('%j may not', (accelerator) => {
  expect(isGlobalAccelerator(accelerator)).toBe(false);
});

describe('GlobalMute', () => {
  function create() {
    const held = new Map<string, () => void>();
    const onPress = vi.fn();
    const taken = 'Control+T';
    const mute = new GlobalMute({
      globalShortcut: {
        register: (accelerator, callback) => {
          if (accelerator === taken) return false;
          held.set(accelerator, callback);
          return true;
        },
        unregister: (accelerator) => void held.delete(accelerator),
      },
      onPress,
    });
    return { mute, held, onPress, taken };
  }

  test('hears one combination at a time', () => {
    const { mute, held, onPress } = create();
    expect(mute.set('Control+M')).toBe(true);
    expect(mute.set('Control+M')).toBe(true);
    expect(mute.set('Alt+M')).toBe(true);
    expect([...held.keys()]).toEqual(['Alt+M']);
    held.get('Alt+M')?.();
    expect(onPress).toHaveBeenCalledOnce();
    expect(mute.set(null)).toBe(true);
    expect(held.size).toBe(0);
  });

  test('keeps the last one when the next is taken or none', () => {
    const { mute, held, taken } = create();
    mute.set('Control+M');
    expect(mute.set(taken)).toBe(false);
    expect(mute.set('M')).toBe(false);
    expect([...held.keys()]).toEqual(['Control+M']);
  });
});
