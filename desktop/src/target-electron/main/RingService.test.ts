import { EventEmitter } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { exampleRing } from '../../shell/hostContract.ts';
import { shellTexts } from '../../shell/shellTexts.ts';
import { NotificationService } from './NotificationService.ts';
import { RingService } from './RingService.ts';
import type { RingChoice } from './RingService.ts';

function bench() {
  const choosers: ((choice: RingChoice) => void)[] = [];
  const close = vi.fn();
  const command = vi.fn();
  const focusWindow = vi.fn();
  const onChange = vi.fn();
  const surface = (_ring: unknown, _about: unknown, onChoice: (choice: RingChoice) => void) => {
    choosers.push(onChoice);
    return { close };
  };
  const rings = new RingService({
    surfaces: [surface, surface],
    command,
    focusWindow,
    onChange,
  });
  return { rings, choosers, close, command, focusWindow, onChange };
}

describe('RingService', () => {
  test('shows a ring in every way at once, and once', () => {
    const { rings, choosers, onChange } = bench();
    rings.show('server-1', exampleRing, null);
    rings.show('server-1', exampleRing, null);
    expect(choosers).toHaveLength(2);
    expect(onChange).toHaveBeenCalledExactlyOnceWith([{ server: 'server-1', ring: exampleRing }]);
  });

  test('accepting tells the page, brings it forward and takes all away', () => {
    const { rings, choosers, close, command, focusWindow, onChange } = bench();
    rings.show('server-1', exampleRing, null);
    choosers[1]?.('accept');
    choosers[0]?.('decline');
    expect(command).toHaveBeenCalledExactlyOnceWith({
      type: 'answer-ring',
      server: 'server-1',
      ring: exampleRing.id,
    });
    expect(focusWindow).toHaveBeenCalledOnce();
    expect(close).toHaveBeenCalledTimes(2);
    expect(onChange).toHaveBeenLastCalledWith([]);
  });

  test('declining leaves the window where it is', () => {
    const { rings, choosers, command, focusWindow } = bench();
    rings.show('server-1', exampleRing, null);
    choosers[0]?.('decline');
    expect(command.mock.lastCall?.[0]).toMatchObject({ type: 'decline-ring' });
    expect(focusWindow).not.toHaveBeenCalled();
  });

  test('to decline with a message the page takes over, and the tray keeps the ring', () => {
    const { rings, choosers, close, command, focusWindow, onChange } = bench();
    rings.show('server-1', exampleRing, null);
    choosers[0]?.('message');
    expect(command.mock.lastCall?.[0]).toMatchObject({ type: 'message-ring' });
    expect(focusWindow).toHaveBeenCalledOnce();
    expect(close).toHaveBeenCalledTimes(2);
    expect(onChange).toHaveBeenCalledOnce();
    rings.show('server-1', exampleRing, null);
    expect(choosers).toHaveLength(2);
    rings.choose(exampleRing.id, 'accept');
    expect(command.mock.lastCall?.[0]).toMatchObject({ type: 'answer-ring' });
    expect(close).toHaveBeenCalledTimes(2);
  });

  test('looking at it decides nothing', () => {
    const { rings, choosers, close, command, focusWindow } = bench();
    rings.show('server-1', exampleRing, null);
    choosers[0]?.('look');
    expect(focusWindow).toHaveBeenCalledOnce();
    expect(command).not.toHaveBeenCalled();
    expect(close).not.toHaveBeenCalled();
  });

  test('a ring that ended elsewhere disappears; one that was never shown does nothing', () => {
    const { rings, close, onChange } = bench();
    rings.end(exampleRing);
    expect(onChange).not.toHaveBeenCalled();
    rings.show('server-1', exampleRing, null);
    rings.end(exampleRing);
    expect(close).toHaveBeenCalledTimes(2);
  });
});

describe('NotificationService', () => {
  function create(supported = true) {
    const shown: (EventEmitter & { close: () => void })[] = [];
    const made: unknown[] = [];
    const focusWindow = vi.fn();
    const service = new NotificationService({
      isSupported: () => supported,
      create: (options) => {
        made.push(options);
        const notification = new EventEmitter();
        const close = vi.fn(() => notification.emit('close'));
        shown.push(Object.assign(notification, { close }));
        return Object.assign(notification, { show: vi.fn(), close });
      },
      texts: () => shellTexts('en'),
      focusWindow,
    });
    return { service, shown, made, focusWindow };
  }
  const notice = { title: 'Anna', body: 'wrote something', tag: 'page-1' };

  test('says whether a notice was clicked', async () => {
    const { service, shown, focusWindow } = create();
    const clicked = service.notify(notice);
    shown[0]?.emit('click');
    expect(await clicked).toBe(true);
    expect(focusWindow).toHaveBeenCalledOnce();
    const gone = service.notify(notice);
    shown[1]?.emit('close');
    expect(await gone).toBe(false);
  });

  test('replaces a notice of the same tag', async () => {
    const { service, shown } = create();
    const first = service.notify(notice);
    void service.notify(notice);
    expect(await first).toBe(false);
    expect(shown[0]?.close).toHaveBeenCalledOnce();
    expect(shown[1]?.close).not.toHaveBeenCalled();
  });

  test('takes back a notice, and only that one', async () => {
    const { service, shown } = create();
    const clicked = service.notify(notice);
    service.close('another');
    expect(shown[0]?.close).not.toHaveBeenCalled();
    service.close(notice.tag);
    expect(await clicked).toBe(false);
    expect(shown[0]?.close).toHaveBeenCalledOnce();
  });

  test('rings without a sound for somebody who is in a call', () => {
    const { service, made } = create();
    service.showRing({ ...exampleRing, callee: 'in-call' }, null, () => undefined);
    expect(made[0]).toMatchObject({ silent: true, urgency: 'normal', body: 'Confab call' });
  });

  test('does without where the system has none', async () => {
    expect(await create(false).service.notify(notice)).toBe(false);
  });

  test('offers to accept and decline a ring', () => {
    const { service, shown, made } = create();
    const chosen: RingChoice[] = [];
    const surface = service.showRing(exampleRing, 'Plan', (choice) => chosen.push(choice));
    expect(made[0]).toMatchObject({
      title: 'Anna is calling',
      body: 'About “Plan”',
      silent: false,
      urgency: 'critical',
      actions: [{ text: 'Accept' }, { text: 'Decline' }],
    });
    shown[0]?.emit('click');
    shown[0]?.emit('action', { actionIndex: 0 });
    shown[0]?.emit('action', { actionIndex: 1 });
    expect(chosen).toEqual(['look', 'accept', 'decline']);
    surface.close();
    expect(shown[0]?.close).toHaveBeenCalledOnce();
  });
});
