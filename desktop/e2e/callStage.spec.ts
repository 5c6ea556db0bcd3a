import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { launchChromium } from './support/openWindow.ts';
import { serveStage } from './support/stage/serveStage.ts';

/** The windows of UI.md, the smallest one included. */
const windows = [
  { width: 1920, height: 1080 },
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
  { width: 900, height: 700 },
  { width: 680, height: 720 },
  { width: 560, height: 720 },
  { width: 480, height: 800 },
  { width: 480, height: 400 },
] as const;

let served: Awaited<ReturnType<typeof serveStage>>;
let browser: Browser;
let page: Page;

test.beforeAll(async () => {
  served = await serveStage();
  browser = await launchChromium([]);
});

test.afterAll(async () => {
  await browser.close();
  await served.close();
});

test.beforeEach(async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
});

test.afterEach(async () => {
  await page.context().close();
});

async function open(query: string): Promise<void> {
  await page.goto(`${served.url}?${query}`);
  await expect(page.locator('li[data-tile]:visible').first()).toBeVisible();
}

interface Box {
  readonly id: string;
  readonly part: string;
  readonly kind: string;
  readonly own: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Place = Pick<Box, 'x' | 'y' | 'width' | 'height'>;

function overlap(one: Place, other: Place): boolean {
  const { width, height } = within(one, other);
  return width > 0 && height > 0;
}

function within(one: Place, other: Place): Place {
  const x = Math.max(one.x, other.x);
  const y = Math.max(one.y, other.y);
  return {
    ...{ x, y },
    width: Math.min(one.x + one.width, other.x + other.width) - x,
    height: Math.min(one.y + one.height, other.y + other.height) - y,
  };
}

/** What is wrong with the picture that the window shows now. */
async function faults(): Promise<readonly string[]> {
  const { tiles, others, controls, area } = await page.evaluate(() => {
    const boxOf = (element: Element | null) => {
      const { x, y, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
      return { x, y, width, height };
    };
    const shown = [...document.querySelectorAll<HTMLElement>('li[data-tile]')].filter(
      (tile) => !tile.hidden,
    );
    return {
      tiles: shown.map((tile): Box => {
        const { tile: id = '', part = '', kind = '', own } = tile.dataset;
        return { id, part, kind, own: own !== undefined, ...boxOf(tile) };
      }),
      others: window.harness.state().peers.length,
      controls: [...document.querySelectorAll('[role="toolbar"] button, [data-size] button')]
        .filter((button) => button.closest('li') === null)
        .map(boxOf),
      area: boxOf(document.querySelector('ul')?.parentElement ?? null),
    };
  });
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const found: string[] = [];
  if (tiles.length === 0) found.push('no tiles');
  for (const button of controls) {
    if (button.x < 0 || button.x + button.width > width) found.push('a control is cut off');
    if (button.y < 0 || button.y + button.height > height)
      found.push('a control is off the window');
    // Of a tile that has scrolled on, only what is still in the area is seen.
    const seen = tiles.map((tile) => within(tile, area));
    if (seen.some((tile) => overlap(tile, button))) found.push('a control lies over the tiles');
  }
  for (const tile of tiles) {
    const ratio = tile.width / tile.height;
    if (ratio < 0.74 || ratio > 1.82) found.push(`${tile.id} has the shape ${ratio.toFixed(2)}`);
    if (tile.width < 90) found.push(`${tile.id} is too small`);
    if (tile.x < area.x - 1 || (tile.part === 'main' && tile.y < area.y - 1)) {
      found.push(`${tile.id} starts outside`);
    }
    if (tile.part === 'main' && tile.y + tile.height > area.y + area.height + 1) {
      found.push(`${tile.id} is cut off`);
    }
    if (tile.own && tile.part === 'main' && others > 0)
      found.push('oneself in the speaker’s place');
    for (const other of tiles) {
      if (other.id <= tile.id || [tile.part, other.part].includes('corner')) continue;
      if (overlap(tile, other)) found.push(`${tile.id} lies over ${other.id}`);
    }
  }
  return found;
}

for (const screens of [0, 1, 2]) {
  test(`any number of people fits any window, ${String(screens)} sharing`, async () => {
    await open('others=0');
    for (const viewport of windows) {
      await page.setViewportSize(viewport);
      for (const others of [0, 1, 2, 5, 11, 29].filter((count) => count >= screens)) {
        for (const callSize of ['stage', 'dock'] as const) {
          const said = { ...viewport, others, screens, callSize };
          await page.evaluate((wanted) => {
            window.harness.seat(wanted.others, wanted.screens);
            window.harness.layout.setState({ callSize: wanted.callSize });
          }, said);
          await expect.poll(faults, { message: JSON.stringify(said) }).toEqual([]);
        }
      }
    }
  });
}

test('captions cover neither names nor controls, in the dock or on the stage', async () => {
  await open('others=2&screens=1&captions');
  const captions = page.getByRole('log', { name: 'Captions' });
  for (const viewport of windows) {
    await page.setViewportSize(viewport);
    for (const callSize of ['stage', 'dock'] as const) {
      await page.evaluate((to) => window.harness.layout.setState({ callSize: to }), callSize);
      await expect
        .poll(
          async () => {
            const words = (await captions.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
            const others = await page.evaluate(() => {
              const boxOf = (element: Element) => {
                const { x, y, width, height } = element.getBoundingClientRect();
                return { x, y, width, height };
              };
              const visible = (parts: string) =>
                [...document.querySelectorAll(parts)].filter((part) => part.checkVisibility());
              return {
                controls: visible('[role="toolbar"] button').map(boxOf),
                tiles: visible('li[data-tile]').map((tile) => ({
                  tile: boxOf(tile),
                  seenIn: boxOf(tile.parentElement?.parentElement ?? tile),
                })),
              };
            });
            const faces = others.tiles.map(({ tile, seenIn }) => within(tile, seenIn));
            const { width, height } = viewport;
            const whole = within(words, { x: 0, y: 0, width, height });
            return {
              shown: whole.width === words.width && whole.height === words.height,
              covered: [...faces, ...others.controls].filter((one) => overlap(words, one)).length,
              readable: words.width >= 280,
              // However long the words of the one after it are.
              names: await captions.locator('p > span:first-child').evaluateAll((names) =>
                names.map((name) => {
                  const { left, top, bottom } = name.getBoundingClientRect();
                  const middle = document.elementsFromPoint(left + 4, (top + bottom) / 2);
                  return middle.includes(name) && name.textContent;
                }),
              ),
            };
          },
          { message: JSON.stringify({ ...viewport, callSize }) },
        )
        .toEqual({
          ...{ shown: true, covered: 0, readable: true },
          names: ['Anna Weber', 'Ben Alvarez'],
        });
    }
  }
});

test('who is alone is told so, and offered to call somebody', async () => {
  await open('others=0');
  const words = page.getByText('Nobody else is here yet.');
  await expect(words).toBeVisible();
  await expect(page.getByRole('button', { name: 'Call someone…' })).toBeVisible();
  await page.evaluate(() => window.harness.layout.setState({ callSize: 'dock' }));
  await expect(words).toBeVisible();
  await page.evaluate(() => window.harness.seat(1, 0));
  await expect(words).toBeHidden();
});

test('nothing starts anew when the call changes its size', async () => {
  await open('others=3&screens=1');
  await expect
    .poll(() =>
      page.evaluate(() => [...document.querySelectorAll('video')].every((v) => v.videoWidth > 0)),
    )
    .toBe(true);
  const before = await page.evaluateHandle(() => {
    const videos = [...document.querySelectorAll('video')];
    const restarts: string[] = [];
    for (const video of videos) {
      for (const event of ['emptied', 'loadstart', 'pause']) {
        video.addEventListener(event, () => restarts.push(event));
      }
    }
    return { videos, restarts };
  });
  for (const callSize of ['dock', 'stage', 'dock', 'stage'] as const) {
    await page.evaluate((to) => window.harness.layout.setState({ callSize: to }), callSize);
    await expect(
      page.locator(`[data-size="${callSize}"] li[data-tile]:visible`).first(),
    ).toBeVisible();
  }
  await page.evaluate(() => window.harness.stage.setLayout('speaker'));
  await page.setViewportSize({ width: 480, height: 800 });
  await expect.poll(faults).toEqual([]);
  const after = await before.evaluate(({ videos, restarts }) => ({
    same: videos.every((video) => video.isConnected),
    count: document.querySelectorAll('video').length - videos.length,
    restarts,
  }));
  expect(after).toEqual({ same: true, count: 0, restarts: [] });
});

const visible = (): Promise<string[]> =>
  page.evaluate(() => {
    const { visible: told } = window.harness.asked;
    return Object.keys(told).filter((id) => told[id] === true);
  });

test('only the page that is seen is received', async () => {
  await open('others=29');
  await expect.poll(async () => (await visible()).length).toBeGreaterThan(15);
  const first = await visible();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page.getByRole('status', { name: 'Page 2 of 2' })).toBeVisible();
  await expect.poll(visible).not.toEqual(first);
  const second = await visible();
  expect(second.filter((id) => first.includes(id))).toEqual([]);
});

test('what is scrolled away is not received', async () => {
  await open('others=29&size=dock');
  await expect.poll(visible).toContain('session-00/camera');
  await expect.poll(async () => (await visible()).length).toBeLessThan(8);
  const strip = page.getByRole('group', { name: 'People in the call' });
  await strip.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => strip.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
  await strip.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
  await expect.poll(visible).toContain('session-28/camera');
  await expect.poll(visible).not.toContain('session-00/camera');
});

test('large tiles get large layers and bandwidth first', async () => {
  await open('others=5&layout=speaker');
  const layerOf = (id: string) => page.evaluate((of) => window.harness.asked.layers[of], id);
  await expect.poll(() => layerOf('session-00/camera')).toBe(2);
  await expect.poll(() => layerOf('session-02/camera')).toBe(0);
  const priorities = await page.evaluate(() => window.harness.asked.priorities);
  expect(priorities['session-00/camera']).toBeGreaterThan(priorities['session-02/camera'] ?? 0);
});

test('a hidden window receives no pictures, its small window one', async () => {
  await open('others=5');
  await expect.poll(async () => (await visible()).length).toBe(4);
  await page.evaluate(() => window.harness.setShown(false));
  await expect.poll(visible).toEqual([]);
  await page.evaluate(() => window.harness.setShown(true));
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Open the small window' }).click();
  const mini = await opened;
  await expect(mini.getByRole('toolbar')).toBeVisible();
  await expect
    .poll(() => mini.evaluate(() => document.querySelector('video')?.videoWidth ?? 0))
    .toBe(640);
  expect(await mini.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain('Inter');
  await page.evaluate(() => window.harness.setShown(false));
  await expect.poll(visible).toEqual(['session-00/camera']);
});

test('the small window shows who speaks, passes keys on and goes when the app is back', async () => {
  await open('others=5&theme=dark');
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Open the small window' }).click();
  const mini = await opened;
  await expect(mini.getByText('Anna Weber')).toBeVisible();
  expect(await mini.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe(
    'dark',
  );
  const pressed = await page.evaluateHandle(() => {
    const keys: string[] = [];
    window.addEventListener('keydown', ({ key }) => keys.push(key));
    return keys;
  });
  await mini.bringToFront();
  await expect(mini.getByRole('button', { name: 'Back to Confab' })).toBeVisible();
  await mini.keyboard.press('m');
  await expect.poll(() => pressed.jsonValue()).toEqual(['m']);
  const closed = mini.waitForEvent('close');
  await page.evaluate(() => window.harness.setShown(true));
  await closed;
  await expect(page.getByRole('button', { name: 'Open the small window' })).toBeVisible();
});

test('from the small window one comes back to the app', async () => {
  await open('others=1');
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Open the small window' }).click();
  const mini = await opened;
  const closed = mini.waitForEvent('close');
  await mini.getByRole('button', { name: 'Back to Confab' }).click();
  await closed;
  expect(await page.evaluate(() => window.harness.focused())).toBe(1);
});

test('words of one redraw nobody else', async () => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open('others=48');
  const drawn = await page.evaluate(async () => {
    const { change, state } = window.harness;
    const reads = new Set<string>();
    const peers = state().peers.map(
      (peer) =>
        new Proxy(peer, {
          get(target, key, receiver): unknown {
            // Selectors look for sessions and tracks; only drawing a tile asks for a name.
            if (key === 'name') reads.add(target.session);
            return Reflect.get(target, key, receiver);
          },
        }),
    );
    const drawn = (): Promise<void> =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      });
    change({ peers });
    await drawn();
    reads.clear();
    for (const session of ['session-04', 'session-06', 'session-04']) {
      change({ speakers: [{ session, level: -20 }] });
      await drawn();
    }
    return [...reads].sort();
  });
  // Who spoke before, and the two that speak now.
  expect(drawn).toEqual(['session-00', 'session-04', 'session-06']);
});

test('the speaker has the place, never oneself, and a pin holds it', async () => {
  await open('others=5&layout=speaker');
  const main = page.locator('li[data-part="main"]');
  await expect(main).toHaveAttribute('data-session', 'session-00');
  const speak = (session: string): Promise<void> =>
    page.evaluate(
      (of) => window.harness.change({ speakers: [{ session: of, level: -20 }] }),
      session,
    );
  await speak('session-99');
  await speak('session-03');
  await expect(main).toHaveAttribute('data-session', 'session-03');
  await page.locator('li[data-session="session-04"]').hover();
  await page.getByRole('button', { name: 'Keep Mateo García' }).click();
  await expect(main).toHaveAttribute('data-session', 'session-04');
  await speak('session-00');
  await page.getByRole('button', { name: 'Let go of Mateo García' }).click();
  await expect(main).not.toHaveAttribute('data-session', 'session-04');
});

test('an older screen is chosen with the keyboard', async () => {
  await open('others=3&screens=2');
  const main = page.locator('li[data-part="main"]');
  await expect(main).toHaveAttribute('data-tile', 'session-02/screen_share');
  const other = page.getByRole('button', { name: 'Show Ben Okafor’s screen large' });
  await other.focus();
  await page.keyboard.press('Enter');
  await expect(main).toHaveAttribute('data-tile', 'session-01/screen_share');
});

test('one’s own picture can be hidden and brought back', async () => {
  await open('others=1');
  const own = page.locator('li[data-own]');
  await own.hover();
  await page.getByRole('button', { name: 'Hide your own picture' }).click();
  await expect(own).toBeHidden();
  await page.getByRole('button', { name: 'Show your own picture' }).click();
  await expect(own).toBeVisible();
});

test('the page beside the stage is as wide as one drags it', async () => {
  await open('others=2');
  const main = page.getByRole('main');
  await expect.poll(async () => (await main.boundingBox())?.width).toBe(400);
  const edge = page.getByRole('separator', { name: 'Width of the page' });
  await edge.focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await main.boundingBox())?.width).toBe(416);
  await page.getByRole('button', { name: 'Hide the page' }).click();
  await expect(main).toBeHidden();
  await page.getByRole('button', { name: 'Show the page beside the call' }).click();
  await expect(main).toBeVisible();
});

for (const theme of ['light', 'dark']) {
  test(`axe finds nothing serious on the stage, ${theme}`, async () => {
    await open(`others=5&screens=1&captions&theme=${theme}`);
    const { violations } = await new AxeBuilder({ page }).include('section').analyze();
    const grave = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    expect(grave).toEqual([]);
  });
}
