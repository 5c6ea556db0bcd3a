import { describe, expect, test } from 'vitest';
import { exampleRing } from '../../shell/hostContract.ts';
import { shellTexts } from '../../shell/shellTexts.ts';
import { windowMaker } from './fakeWindow.ts';
import { ringCard } from './ringCard.ts';
import type { RingChoice } from './RingService.ts';
import { ringWindow } from './ringWindow.ts';

function bench({ wayland = false } = {}) {
  const maker = windowMaker();
  const chosen: RingChoice[] = [];
  const showRing = ringWindow({
    createWindow: maker.createWindow,
    workArea: () => ({ x: 1920, y: 30, width: 1280, height: 700 }),
    wayland,
    texts: () => shellTexts('en'),
  });
  const show = () => showRing(exampleRing, 'Plan', (choice) => chosen.push(choice));
  return { ...maker, chosen, show };
}

describe('the ring’s window', () => {
  test('runs no script and shows itself without taking the keyboard', () => {
    const { show, latest, made } = bench();
    show();
    expect(made[0]?.webPreferences).toMatchObject({ javascript: false, sandbox: true });
    latest().emit('ready-to-show');
    expect(latest().showInactive).toHaveBeenCalledOnce();
    expect(latest().show).not.toHaveBeenCalled();
    expect(latest().flashFrame).not.toHaveBeenCalled();
  });

  test('asks for attention where it may not come forward', () => {
    const { show, latest } = bench({ wayland: true });
    show();
    latest().emit('ready-to-show');
    expect(latest().flashFrame).toHaveBeenCalledWith(true);
  });

  test('goes nowhere: its links are the answers', () => {
    const { show, latest, chosen } = bench();
    show();
    for (const choice of ['accept', 'decline', 'message', 'look']) {
      expect(latest().goTo(`confab-ring:${choice}`)).toBe(false);
    }
    expect(latest().goTo('https://example.org/')).toBe(false);
    expect(chosen).toEqual(['accept', 'decline', 'message']);
  });

  test('takes Enter and Esc, and leaves Enter to a link that Tab reached', () => {
    const { show, latest, chosen } = bench();
    show();
    latest().press('Enter');
    latest().press('Escape');
    expect(chosen).toEqual(['accept', 'decline']);
    latest().press('Tab');
    latest().press('Enter');
    expect(chosen).toHaveLength(2);
  });

  test('several stand apart on the same display, and a free place is taken again', () => {
    const { show, made } = bench();
    const surfaces = Array.from({ length: 4 }, show);
    const places = made.map(({ x, y }) => `${x},${y}`);
    expect(new Set(places).size).toBe(4);
    for (const { x = 0, y = 0, width = 0, height = 0 } of made) {
      expect(x).toBeGreaterThanOrEqual(1920);
      expect(x + width).toBeLessThanOrEqual(1920 + 1280);
      expect(y + height).toBeLessThanOrEqual(30 + 700);
    }
    surfaces[1]?.close();
    surfaces[1]?.close();
    show();
    expect(`${made[4]?.x},${made[4]?.y}`).toBe(places[1]);
  });
});

describe('the ring’s card', () => {
  test('a caller’s name and a page’s title are text', () => {
    const from = { account: 'account-000001', name: `<img src=x onerror=alert(1)>"'&` };
    const card = ringCard({ ...exampleRing, from }, '<img src=y>', shellTexts('en'));
    expect(card).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp; is calling');
    expect(card).toContain('About “&lt;img src=y&gt;”');
    expect(card).not.toContain('<img');
  });

  test('counts down what is left of the ring, from the first letter of a name in any script', () => {
    const from = { account: 'account-000001', name: '안나' };
    const card = ringCard({ from, remainingMs: 41_500.4 }, null, shellTexts('ko'));
    expect(card).toContain('animation-duration: 41500ms');
    expect(card).toContain('>안</span>');
    expect(card).toContain('>메시지</a>');
    expect(card).not.toContain('<p>');
  });
});
