import type { Page } from '@playwright/test';

/** Sends the page's call signalling to another address, which ends where the server's is to stand. */
export async function signalThrough(page: Page, address: string): Promise<void> {
  await page.addInitScript((prefix) => {
    window.WebSocket = new Proxy(window.WebSocket, {
      construct(target, [url, protocols]: [string | URL, string[]?]) {
        const isSignaling = new URL(url).pathname.endsWith('/signaling');
        const address = isSignaling ? prefix + encodeURIComponent(String(url)) : url;
        return new target(address, protocols);
      },
    });
  }, address);
}
