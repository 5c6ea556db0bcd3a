import type { MenuItemConstructorOptions } from 'electron';
import type { ShellTexts } from '../../shell/shellTexts.ts';

/** Carries the keys for editing and zoom; macOS also shows it, at the top of the screen. */
export function applicationMenu(
  platform: NodeJS.Platform,
  texts: ShellTexts,
): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions = {
    label: texts('menuView'),
    submenu: [
      { role: 'resetZoom', label: texts('zoomReset') },
      { role: 'zoomIn', label: texts('zoomIn') },
      { role: 'zoomOut', label: texts('zoomOut') },
      { type: 'separator' },
      { role: 'togglefullscreen', label: texts('fullScreen') },
    ],
  };
  return platform === 'darwin'
    ? [{ role: 'appMenu' }, { role: 'editMenu' }, view, { role: 'windowMenu' }]
    : [{ role: 'editMenu' }, view];
}
