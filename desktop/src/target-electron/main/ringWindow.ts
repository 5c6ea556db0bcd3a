import { escapeHtml } from '@confab/shared-types';
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import type { ShellTexts } from '../../shell/shellTexts.ts';
import type { RingChoice, ShowRing } from './RingService.ts';

/** Where the card's two links lead; no page is there, the window only hears of it. */
const choices: Readonly<Record<string, RingChoice>> = {
  'confab-ring:accept': 'accept',
  'confab-ring:decline': 'decline',
};

const windowOptions: BrowserWindowConstructorOptions = {
  width: 340,
  height: 152,
  resizable: false,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
  alwaysOnTop: true,
  skipTaskbar: false,
  show: false,
  autoHideMenuBar: true,
  // The card is text and two links: it needs no script, so it gets none.
  webPreferences: {
    javascript: false,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  },
};

/** Shows a ring in a small window of its own, over the others. Enter accepts, Esc declines. */
export function ringWindow(
  createWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow,
  texts: () => ShellTexts,
): ShowRing {
  return (ring, onChoice) => {
    const window = createWindow({ ...windowOptions, title: texts()('callingFrom') });
    const { webContents } = window;
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    webContents.on('will-navigate', (details) => {
      details.preventDefault();
      const choice = choices[details.url];
      if (choice !== undefined) onChoice(choice);
    });
    webContents.on('before-input-event', (_event, input) => {
      if (input.type !== 'keyDown') return;
      if (input.key === 'Enter') onChoice('accept');
      if (input.key === 'Escape') onChoice('decline');
    });
    // It does not take the keyboard from what the person is typing.
    window.once('ready-to-show', () => window.showInactive());
    const page = ringCard(ring.from.name, texts());
    void window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page)}`);
    return {
      close: () => {
        if (!window.isDestroyed()) window.destroy();
      },
    };
  };
}

/** The card's page. A caller's name is chosen by the caller: it is text and nothing else. */
export function ringCard(name: string, texts: ShellTexts): string {
  return `<!doctype html>
<html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(texts('callingFrom'))}</title>
<style>
  body { margin: 0; padding: 20px; font: 14px/1.5 Inter, Pretendard, system-ui, sans-serif;
    background: light-dark(#fff, #1b1c1d); color: light-dark(#1f2021, #e9e9e7); }
  h1 { margin: 0 0 20px; font-size: 16px; font-weight: 600; overflow: hidden;
    text-overflow: ellipsis; white-space: nowrap; }
  nav { display: flex; gap: 8px; }
  a { flex: 1; padding: 8px 12px; border-radius: 6px; text-align: center; text-decoration: none;
    font-weight: 500; color: inherit; background: light-dark(#eeeeec, #2b2d2e); }
  a.accept { color: light-dark(#fff, #10201e); background: light-dark(#0b776c, #5cc4b6); }
  a:focus-visible { outline: 2px solid light-dark(#0b776c, #5cc4b6); outline-offset: 2px; }
</style>
<h1>${escapeHtml(texts('calling', { name }))}</h1>
<nav>
  <a class="accept" href="confab-ring:accept">${escapeHtml(texts('accept'))}</a>
  <a href="confab-ring:decline">${escapeHtml(texts('decline'))}</a>
</nav>
</html>`;
}
