import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

interface Received {
  readonly framesDecoded: number;
  readonly audioEnergy: number;
}

/**
 * What this window has received so far, from WebRTC's own statistics: decoded video frames and the
 * energy of decoded audio, added up over all connections. Needs `watchConnections` before the app.
 */
export async function received(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    let framesDecoded = 0;
    let audioEnergy = 0;
    for (const connection of window.confabConnections ?? []) {
      for (const report of (await connection.getStats()).values() as Iterable<{
        type: string;
        kind?: string;
        framesDecoded?: number;
        totalAudioEnergy?: number;
      }>) {
        if (report.type !== 'inbound-rtp') continue;
        if (report.kind === 'video') framesDecoded += report.framesDecoded ?? 0;
        else audioEnergy += report.totalAudioEnergy ?? 0;
      }
    }
    return { framesDecoded, audioEnergy };
  });
}

/** Remembers every connection the page makes, so that its statistics can be read. */
export async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    window.confabConnections = connections;
    window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
      construct(target, [configuration]: [RTCConfiguration?]) {
        const connection = new target(configuration);
        connections.push(connection);
        return connection;
      },
    });
  });
}

/** Waits until more frames and more sound have arrived than now. */
export async function expectMediaFlows(page: Page): Promise<void> {
  const before = await received(page);
  await expect
    .poll(async () => {
      const now = await received(page);
      return {
        frames: now.framesDecoded > before.framesDecoded + 10,
        sound: now.audioEnergy > before.audioEnergy,
      };
    })
    .toEqual({ frames: true, sound: true });
}

declare global {
  interface Window {
    confabConnections?: RTCPeerConnection[];
  }
}
