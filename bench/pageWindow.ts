import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { yTypes } from '@confab/shared-types';
import type { DocKey } from '@confab/shared-types';
import * as Y from 'yjs';
import { launchChromium } from '../desktop/e2e/support/openWindow.ts';
import { connectTab } from '../desktop/src/hub/testing/connectTab.ts';
import { buildRenderer, startApp } from './runningApp.ts';

export interface PageWindow {
  /** A window of the app in Chromium, past the first screen. */
  readonly page: Page;
  /** Makes a page, lets `write` fill its first block group, and answers its address in the window. */
  addPage(write: (blocks: Y.XmlElement) => void): Promise<string>;
  close(): Promise<void>;
}

/** Builds the renderer and opens it in a real browser at a real hub with a new profile. */
export async function openPageWindow(say: (text: string) => void): Promise<PageWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'confab-bench-'));
  say('building the renderer');
  const app = await startApp(join(folder, 'profile'), await buildRenderer(folder));
  const tab = await connectTab(app.url);
  await tab.request('profile.setName', { name: 'Bench' });
  const { workspaces } = await tab.request('app.state', {});
  const workspace = workspaces[0]?.id ?? '';
  const browser = await launchChromium([]);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(app.url);
  await page.locator('.bn-editor').waitFor();
  return {
    page,
    async addPage(write) {
      const { page: id } = await tab.request('pages.create', { workspace, parent: null });
      const doc: DocKey = `${workspace}/page/${id}`;
      const opened = await tab.open(doc);
      await opened.saved(
        opened.edit((ydoc) => {
          const group = ydoc.getXmlFragment(yTypes.blocks).get(0);
          if (!(group instanceof Y.XmlElement)) throw new Error('a new page has no blocks');
          write(group);
        }),
      );
      return `#/${workspace}/${id}`;
    },
    async close() {
      tab.close();
      await browser.close();
      await app.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A paragraph as BlockNote writes it. */
export function paragraph(id: string, text: string): Y.XmlElement {
  const container = new Y.XmlElement('blockContainer');
  container.setAttribute('id', id);
  const content = new Y.XmlElement('paragraph');
  for (const name of ['backgroundColor', 'textColor']) content.setAttribute(name, 'default');
  content.setAttribute('textAlignment', 'left');
  content.insert(0, [new Y.XmlText(text)]);
  container.insert(0, [content]);
  return container;
}
