import { BrowserRuntime } from '../target-browser/BrowserRuntime.ts';
import { ElectronRuntime } from '../target-electron/ElectronRuntime.ts';
import type { ShellBridge } from '../target-electron/ShellBridge.ts';
import type { Runtime } from './Runtime.ts';

declare global {
  interface Window {
    /** Put there by the preload script of the Electron shell, and by nothing else. */
    readonly confabShell?: ShellBridge;
  }
}

/** The shell this page runs in. Call it once and first: a tab's token leaves the address bar here. */
export function createRuntime(page: Window & typeof globalThis): Runtime {
  const bridge = page.confabShell;
  return bridge === undefined ? new BrowserRuntime(page) : new ElectronRuntime(bridge, page);
}
