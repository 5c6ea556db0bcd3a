import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { existsSync } from 'node:fs';
import { watchConnections, watchDevices } from './media.ts';

const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) =>
  existsSync(path),
);

/** Where the recordings and the small model for tests are. */
export const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));

export interface Person {
  readonly browser: Browser;
  readonly page: Page;
}

/** Chromium without anything that reaches out by itself. */
export async function launchChromium(args: readonly string[]): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      ...args,
    ],
  });
}

/**
 * Opens the app as one person: a browser of their own, whose fake microphone plays `speech` once (a
 * beep when absent) and whose fake camera plays `camera` (Chromium's test picture when absent).
 */
export async function openWindow(
  url: string,
  options: {
    readonly speech?: string;
    readonly camera?: string;
    readonly language?: 'en' | 'ko';
    readonly colorScheme?: 'light' | 'dark';
    readonly viewport?: { readonly width: number; readonly height: number };
    /** What is done to the page before it loads the app. */
    readonly prepare?: (page: Page) => Promise<void>;
  } = {},
): Promise<Person> {
  const browser = await launchChromium([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    ...(options.speech === undefined
      ? []
      : [`--use-file-for-fake-audio-capture=${options.speech}%noloop`]),
    ...(options.camera === undefined
      ? []
      : [`--use-file-for-fake-video-capture=${options.camera}`]),
  ]);
  const context = await browser.newContext({
    locale: options.language === 'ko' ? 'ko-KR' : 'en-GB',
    colorScheme: options.colorScheme ?? 'light',
    viewport: options.viewport ?? { width: 1440, height: 900 },
    permissions: ['microphone', 'camera', 'notifications', 'clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await watchConnections(page);
  await watchDevices(page);
  await options.prepare?.(page);
  await page.goto(url);
  return { browser, page };
}
