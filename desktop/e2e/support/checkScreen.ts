import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** The window sizes every screen has to fit: a desktop, a small laptop, half a screen. */
const viewports = [
  { width: 1024, height: 700 },
  { width: 560, height: 720 },
  { width: 1440, height: 900 },
] as const;

/** A screen is fit for use when axe finds nothing serious in it and nothing is cut off at any size. */
export async function checkScreen(page: Page): Promise<void> {
  await expectAccessible(page);
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    await expect
      .poll(() => findCutOff(page), { message: `cut off at ${String(viewport.width)} px` })
      .toEqual([]);
  }
}

async function expectAccessible(page: Page): Promise<void> {
  // What comes or goes has arrived; a line that shows time running out goes on for a minute.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => {
      const lasts = Number(effect?.getComputedTiming().endTime ?? 0);
      return playState !== 'running' || lasts > 10_000;
    }),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => ({ id, ...node })))
    .filter(({ id, html }) => !isOfEditor(id, html));
  expect(grave.map(({ id, html, failureSummary }) => ({ id, html, failureSummary }))).toEqual([]);
}

/**
 * BlockNote sets `aria-expanded` on its text box, as on a combobox, once a menu has been open in it;
 * the role would have to change with it, in the same place.
 */
function isOfEditor(rule: string, html: string): boolean {
  return (
    rule === 'aria-allowed-attr' && html.includes('bn-editor') && html.includes('role="textbox"')
  );
}

/** Controls whose words do not fit into them, or that stick out of the window. */
async function findCutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push('the document scrolls sideways');
    for (const control of document.querySelectorAll<HTMLElement>('button, [role="tab"], label')) {
      // What is hidden by design has no words to cut: radio inputs' labels, rows scrolled away.
      if (!control.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const { left, right, width } = control.getBoundingClientRect();
      if (width <= 1) continue;
      const name = control.getAttribute('aria-label') ?? control.innerText;
      // Words are often in an element within, which cuts them and leaves the control its size;
      // what only screen readers get is one pixel wide.
      const boxes = [control, ...control.querySelectorAll<HTMLElement>('span, div, kbd')];
      const cut = boxes.some(
        (box) =>
          getComputedStyle(box).display !== 'inline' &&
          box.clientWidth !== 1 &&
          (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1),
      );
      if (cut) found.push(`“${name}” is cut off`);
      if (left < 0 || right > root.clientWidth) found.push(`“${name}” sticks out of the window`);
    }
    return found;
  });
}
