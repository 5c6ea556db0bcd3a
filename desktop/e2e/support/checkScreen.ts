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
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    grave.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`),
    })),
  ).toEqual([]);
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
      if (control.scrollWidth > control.clientWidth + 1) found.push(`“${name}” is cut off`);
      if (control.scrollHeight > control.clientHeight + 1) found.push(`“${name}” is too tall`);
      if (left < 0 || right > root.clientWidth) found.push(`“${name}” sticks out of the window`);
    }
    return found;
  });
}
