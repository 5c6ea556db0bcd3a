import type { TrayPicture } from './TrayService.ts';

const names: Readonly<Record<TrayPicture, string>> = {
  idle: 'tray',
  call: 'trayCall',
  muted: 'trayMuted',
  missed: 'trayMissed',
};

/** The file of a picture; macOS tints the ones that are called templates to fit its menu bar. */
export function trayImage(picture: TrayPicture, platform: NodeJS.Platform): string {
  return `${names[picture]}${platform === 'darwin' ? 'Template' : ''}.png`;
}
