import { contextBridge, ipcRenderer } from 'electron';
import type { IpcRendererEvent } from 'electron';
import type { ShellCommand } from '../../shell/Runtime.ts';
import type { ShellBridge } from '../ShellBridge.ts';
import { sharesSystemAudio } from '../sharesSystemAudio.ts';
import type { PageChannel, ShellParams, ShellRequest, ShellResult } from '../shellRequests.ts';

/**
 * The one thing between page and main process. It stays this small because it runs with more rights
 * than the page: functions with names of their own, no channel that the page could choose.
 */
function ask<R extends ShellRequest>(name: R, params: ShellParams<R>): Promise<ShellResult<R>> {
  return ipcRenderer.invoke(name, params) as Promise<ShellResult<R>>;
}

function listen<T>(channel: PageChannel, listener: (payload: T) => void): () => void {
  const receive = (_event: IpcRendererEvent, payload: T) => listener(payload);
  ipcRenderer.on(channel, receive);
  void ask('listen', { channel });
  return () => ipcRenderer.off(channel, receive);
}

// Ports cannot cross the bridge; the page takes them as a message of its own window.
ipcRenderer.on('hub-port', (event, { id }: { readonly id: number }) => {
  window.postMessage({ type: 'confab-hub-port', id }, location.origin, event.ports);
});

const platforms: Partial<Record<NodeJS.Platform, ShellBridge['platform']>> = {
  darwin: 'mac',
  win32: 'windows',
};

const bridge: ShellBridge = {
  platform: platforms[process.platform] ?? 'linux',
  systemAudio: sharesSystemAudio(process.platform, process.getSystemVersion()),
  connectHub: (id) => ask('connect-hub', { id }),
  openExternal: (url) => ask('open-external', { url }),
  pickFolder: (title) => ask('pick-folder', { title }),
  setCall: (call) => ask('set-call', { call }),
  autostart: () => ask('autostart', {}),
  setAutostart: (on) => ask('set-autostart', { on }),
  setMuteShortcut: (accelerator) => ask('set-mute-shortcut', { accelerator }),
  setBadge: (count) => ask('set-badge', { count }),
  setTheme: (theme) => ask('set-theme', { theme }),
  setLanguage: (language) => ask('set-language', { language }),
  focusWindow: () => ask('focus-window', {}),
  notify: ({ title, body, tag, silent }) => ask('notify', { title, body, tag, silent }),
  closeNotice: (tag) => ask('close-notice', { tag }),
  onDeepLink: (listener) => listen<string>('deep-link', listener),
  onShown: (listener) => listen<boolean>('shown', listener),
  onCommand: (listener) => listen<ShellCommand>('command', listener),
};

contextBridge.exposeInMainWorld('confabShell', bridge);
