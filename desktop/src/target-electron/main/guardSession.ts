import { join } from 'node:path';
import type * as Electron from 'electron';
import { appScheme } from '../appOrigin.ts';
import { sharesSystemAudio } from '../sharesSystemAudio.ts';
import type { HubProcess } from './HubProcess.ts';
import { isWayland } from './isWayland.ts';
import { PermissionService } from './PermissionService.ts';
import { pickerWindow } from './pickerWindow.ts';
import { ProtocolService } from './ProtocolService.ts';
import { ScreenPicker } from './ScreenPicker.ts';
import type { Surfaces } from './Surfaces.ts';

/** Decides what the page is made of, what it may have, and which screen it is given. */
export function guardSession(
  electron: typeof Electron,
  folder: string,
  surfaces: Surfaces,
  hub: Pick<HubProcess, 'openFile'>,
  log: (line: string) => void,
): void {
  const { desktopCapturer, systemPreferences } = electron;
  const { platform } = process;
  const session = electron.session.defaultSession;
  const files = new ProtocolService({
    rendererDir: process.env['CONFAB_RENDERER_DIR'] ?? join(folder, '..', 'renderer'),
    openFile: (capability) => hub.openFile(capability),
  });
  session.protocol.handle(appScheme, files.handle);
  new PermissionService({ session, platform, systemPreferences, log }).install();
  new ScreenPicker({
    session,
    desktopCapturer,
    wayland: isWayland(process),
    systemAudio: sharesSystemAudio(platform, process.getSystemVersion()),
    ask: pickerWindow({
      createWindow: surfaces.createWindow,
      parent: () => surfaces.windows.current(),
      texts: surfaces.texts,
    }),
    log,
  }).install();
}
