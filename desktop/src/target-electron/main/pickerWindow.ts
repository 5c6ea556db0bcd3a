import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  DesktopCapturerSource,
  NativeImage,
} from 'electron';
import type { ShellTexts } from '../../shell/shellTexts.ts';
import { pickerPage, screenChoice } from './pickerPage.ts';
import type { ScreenChoice } from './pickerPage.ts';

export interface PickerWindowOptions {
  readonly createWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  /** The window that asks; the picker stays in front of it. */
  readonly parent: () => BrowserWindow | undefined;
  readonly texts: () => ShellTexts;
}

/** Asks the person for one of these; null: they cancelled. */
export type AskForScreen = (
  sources: readonly DesktopCapturerSource[],
  offersSound: boolean,
) => Promise<ScreenChoice | null>;

/** Chromium refuses longer addresses, and the page is one: 2 MiB less what is not pictures. */
const pictureBytes = 1_500_000;

/** Asks in a window of its own. Asked again, the first window goes as if it were cancelled. */
export function pickerWindow(options: PickerWindowOptions): AskForScreen {
  let last: BrowserWindow | undefined;
  return (sources, offersSound) => {
    if (last?.isDestroyed() === false) last.destroy();
    const parent = options.parent();
    const window = options.createWindow({
      width: 760,
      height: 560,
      minWidth: 480,
      minHeight: 360,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      show: false,
      autoHideMenuBar: true,
      title: options.texts()('shareTitle'),
      ...(parent !== undefined && { parent }),
      webPreferences: {
        javascript: false,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
      },
    });
    last = window;
    const page = pickerPage(offered(sources), offersSound, options.texts());
    const choice = firstChoice(window);
    window.once('ready-to-show', () => window.show());
    void window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page)}`);
    return choice;
  };
}

/** Resolves with what is chosen first, by the form, by Esc or by closing; the window goes then. */
function firstChoice(window: BrowserWindow): Promise<ScreenChoice | null> {
  const { webContents } = window;
  return new Promise((resolve) => {
    const choose = (choice: ScreenChoice | null) => {
      resolve(choice);
      if (!window.isDestroyed()) window.destroy();
    };
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    webContents.on('will-navigate', (details) => {
      details.preventDefault();
      const choice = screenChoice(details.url);
      if (choice !== undefined) choose(choice);
    });
    webContents.on('before-input-event', (_event, input) => {
      if (input.type === 'keyDown' && input.key === 'Escape') choose(null);
    });
    window.on('closed', () => choose(null));
  });
}

function offered(sources: readonly DesktopCapturerSource[]) {
  let room = pictureBytes;
  return sources.map(({ id, name, thumbnail }) => {
    const picture = pictureOf(thumbnail);
    room -= picture?.length ?? 0;
    return { id, name, thumbnail: room < 0 ? null : picture };
  });
}

/** A window that shows nothing at the moment has no picture. */
function pictureOf(thumbnail: NativeImage): string | null {
  if (thumbnail.isEmpty()) return null;
  return `data:image/jpeg;base64,${thumbnail.toJPEG(70).toString('base64')}`;
}
