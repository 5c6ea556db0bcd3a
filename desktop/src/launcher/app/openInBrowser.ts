import { spawn } from 'node:child_process';

/** Whether this machine has a screen that a browser could open on. */
export function hasDisplay(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): boolean {
  const isSet = (name: string): boolean => (env[name] ?? '') !== '';
  return platform !== 'linux' || isSet('DISPLAY') || isSet('WAYLAND_DISPLAY');
}

/**
 * Opens an address with the platform's own opener, which ends on its own.
 *
 * @param onFailure told in words when there is no opener; the printed address still works
 */
export function openInBrowser(url: string, onFailure: (reason: string) => void): void {
  const [file, ...args] = openerFor(url, process.platform);
  const opener = spawn(file, args, { stdio: 'ignore', detached: true, windowsHide: true });
  opener.once('error', (error) => onFailure(error.message));
  opener.unref();
}

/** The command that opens an address. Windows' `start` would need a shell and its quoting. */
export function openerFor(url: string, platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}
