import type { TestInfo } from '@playwright/test';
import type { Person } from './openWindow.ts';

/** Keeps a picture of every window when a test has failed, beside its report. */
export async function attachScreens(info: TestInfo, windows: readonly Person[]): Promise<void> {
  if (info.status === info.expectedStatus) return;
  for (const [index, { page }] of windows.entries()) {
    if (!page.isClosed()) await page.screenshot({ path: info.outputPath(`window-${index}.png`) });
  }
}
