import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { Remembered } from './ShellMemory.ts';

export interface CallWindowOptions {
  readonly memory: {
    get(): Pick<Remembered, 'callWindow'>;
    remember(change: Pick<Remembered, 'callWindow'>): unknown;
  };
  /** The parts of all displays that panels leave free; screen pixels. */
  readonly workAreas: () => readonly Rectangle[];
  readonly icon: string;
}

const size = { width: 360, height: 240 } as const;
const edge = 24;

/** The small window of a call, over all others. The page opens it by its name and draws into it. */
export class CallWindow {
  readonly #options: CallWindowOptions;
  #window: BrowserWindow | undefined;

  constructor(options: CallWindowOptions) {
    this.#options = options;
  }

  /** It is part of the page that opened it, so it is as sandboxed, and gets no preload script. */
  windowOptions(): BrowserWindowConstructorOptions {
    return {
      ...this.#place(),
      minWidth: 320,
      minHeight: 200,
      icon: this.#options.icon,
      alwaysOnTop: true,
      skipTaskbar: true,
      fullscreenable: false,
      minimizable: false,
      maximizable: false,
      autoHideMenuBar: true,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        backgroundThrottling: false,
      },
    };
  }

  /** Takes the window that the page opened: it stays blank but for what the page draws. */
  adopt(window: BrowserWindow): void {
    this.#window = window;
    const { webContents } = window;
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    const hold = (details: { preventDefault(): void }) => details.preventDefault();
    webContents.on('will-navigate', hold);
    webContents.on('will-redirect', hold);
    webContents.on('will-frame-navigate', hold);
    webContents.on('will-attach-webview', hold);
    window.setAlwaysOnTop(true, 'floating');
    window.setVisibleOnAllWorkspaces(true, {
      visibleOnFullScreen: true,
      skipTransformProcessType: true,
    });
    window.on('close', () => this.#options.memory.remember({ callWindow: window.getBounds() }));
    window.on('closed', () => {
      if (this.#window === window) this.#window = undefined;
    });
  }

  /** The page that drew into it is gone. */
  close(): void {
    this.#window?.close();
  }

  /** Where it was left, if that is still on a display; else the lower right of the first one. */
  #place(): Rectangle {
    const { memory, workAreas } = this.#options;
    const areas = workAreas();
    const left = memory.get().callWindow;
    if (left !== null && areas.some((area) => contains(area, left))) return left;
    const area = areas[0] ?? { x: 0, y: 0, width: 1280, height: 720 };
    return {
      x: area.x + area.width - size.width - edge,
      y: area.y + area.height - size.height - edge,
      ...size,
    };
  }
}

function contains(area: Rectangle, { x, y, width, height }: Rectangle): boolean {
  return (
    x >= area.x &&
    y >= area.y &&
    x + width <= area.x + area.width &&
    y + height <= area.y + area.height
  );
}
