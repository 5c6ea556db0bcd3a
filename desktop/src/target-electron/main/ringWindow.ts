import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Rectangle,
  WebContents,
} from 'electron';
import type { ShellTexts } from '../../shell/shellTexts.ts';
import { ringCard, ringChoice } from './ringCard.ts';
import type { RingChoice, ShowRing } from './RingService.ts';

export interface RingWindowOptions {
  readonly createWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  /** What panels leave free of the display that the person is at; screen pixels. */
  readonly workArea: () => Rectangle;
  /** A Wayland session, where a window can neither be placed nor shown without asking for the keyboard. */
  readonly wayland: boolean;
  readonly texts: () => ShellTexts;
}

const size = { width: 360, height: 168 } as const;
const gap = 12;

const windowOptions: BrowserWindowConstructorOptions = {
  ...size,
  resizable: false,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
  alwaysOnTop: true,
  skipTaskbar: false,
  show: false,
  useContentSize: true,
  autoHideMenuBar: true,
  // The card is text and three links: it needs no script, so it gets none.
  webPreferences: {
    javascript: false,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  },
};

/**
 * Shows each ring in a small window of its own, over the others, several under one another. Enter
 * accepts, Esc declines.
 */
export function ringWindow(options: RingWindowOptions): ShowRing {
  const { createWindow, workArea, wayland, texts } = options;
  const taken = new Set<number>();
  return (ring, about, onChoice) => {
    const slot = firstFree(taken);
    taken.add(slot);
    const window = createWindow({
      ...windowOptions,
      ...placeOf(slot, workArea()),
      title: texts()('callingFrom'),
    });
    const { webContents } = window;
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    webContents.on('will-navigate', (details) => {
      details.preventDefault();
      const choice = ringChoice(details.url);
      if (choice !== null) onChoice(choice);
    });
    answerByKeys(webContents, onChoice);
    window.setAlwaysOnTop(true, 'screen-saver');
    window.setVisibleOnAllWorkspaces(true, {
      visibleOnFullScreen: true,
      skipTransformProcessType: true,
    });
    // It does not take the keyboard from what the person is typing.
    window.once('ready-to-show', () => {
      window.showInactive();
      if (wayland) window.flashFrame(true);
    });
    window.on('closed', () => taken.delete(slot));
    const page = ringCard(ring, about, texts());
    void window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page)}`);
    return {
      close: () => {
        if (!window.isDestroyed()) window.destroy();
      },
    };
  };
}

/** Once Tab has moved to a link, Enter follows that link as everywhere. */
function answerByKeys(
  contents: Pick<WebContents, 'on'>,
  onChoice: (choice: RingChoice) => void,
): void {
  let tabbed = false;
  contents.on('before-input-event', (event, { type, key }) => {
    if (type !== 'keyDown') return;
    tabbed ||= key === 'Tab';
    const accepts = key === 'Enter' && !tabbed;
    if (!accepts && key !== 'Escape') return;
    event.preventDefault();
    onChoice(accepts ? 'accept' : 'decline');
  });
}

function firstFree(taken: ReadonlySet<number>): number {
  let slot = 0;
  while (taken.has(slot)) slot += 1;
  return slot;
}

/** From the upper right downwards, then the next column to the left. */
function placeOf(slot: number, area: Rectangle): { readonly x: number; readonly y: number } {
  const [width, height] = [size.width + gap, size.height + 32 + gap];
  const rows = Math.max(1, Math.floor(area.height / height));
  const columns = Math.max(1, Math.floor(area.width / width));
  const column = Math.floor(slot / rows) % columns;
  return {
    x: area.x + area.width - (column + 1) * width,
    y: area.y + gap + (slot % rows) * height,
  };
}
