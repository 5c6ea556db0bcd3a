import type { BaseWindow, Dialog, OpenDialogOptions } from 'electron';
import type { HubProcess } from './HubProcess.ts';
import type { ShellHandlers } from './ShellRequestService.ts';
import type { Surfaces } from './Surfaces.ts';

/** What is done for each request of the page. */
export function shellHandlers(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  surfaces: Surfaces,
  hub: Pick<HubProcess, 'connect'>,
): ShellHandlers {
  const { windows } = surfaces;
  return {
    'connect-hub': ({ id }) => windows.handOver(hub.connect(), id),
    'open-external': ({ url }) => surfaces.openOutside(url),
    'pick-folder': ({ title }) => pickFolder(dialog, windows.current(), title),
    'set-call': ({ call }) => surfaces.setCall(call),
    autostart: () => surfaces.autostart.read(),
    'set-autostart': ({ on }) => surfaces.setAutostart(on),
    'set-mute-shortcut': ({ accelerator }) => surfaces.globalMute.set(accelerator),
    'set-badge': ({ count }) => surfaces.badge.set(count),
    'set-theme': ({ theme }) => surfaces.theme.set(theme),
    'set-language': ({ language }) => surfaces.setLanguage(language),
    'focus-window': () => windows.focus(),
    notify: (notice) => surfaces.notifications.notify(notice),
    'close-notice': ({ tag }) => surfaces.notifications.close(tag),
    listen: ({ channel }) => windows.messages.listen(channel),
  };
}

async function pickFolder(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  parent: BaseWindow | undefined,
  title: string,
): Promise<string | null> {
  const wanted: OpenDialogOptions = { title, properties: ['openDirectory'] };
  const { filePaths } =
    parent === undefined
      ? await dialog.showOpenDialog(wanted)
      : await dialog.showOpenDialog(parent, wanted);
  return filePaths[0] ?? null;
}
