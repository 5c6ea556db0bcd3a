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

/** Remembers every track of a device that the page opens. */
export async function watchDevices(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    window.confabDevices = tracks;
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

export interface Heard {
  /** Of sound, as of WebRTC's own statistics. */
  readonly packets: number;
  readonly lost: number;
  /** Sound that was played, and how much of it was made up because none had come. */
  readonly seconds: number;
  readonly concealedSeconds: number;
}

/** How whole the sound was that this window received so far, over all connections. */
export async function heard(page: Page): Promise<Heard> {
  return page.evaluate(async () => {
    const sampleRate = 48_000;
    const sum = { packets: 0, lost: 0, seconds: 0, concealedSeconds: 0 };
    for (const connection of window.confabConnections ?? []) {
      for (const report of (await connection.getStats()).values() as Iterable<
        RTCInboundRtpStreamStats & { type: string }
      >) {
        if (report.type !== 'inbound-rtp' || report.kind !== 'audio') continue;
        sum.packets += report.packetsReceived ?? 0;
        sum.lost += report.packetsLost ?? 0;
        sum.seconds += (report.totalSamplesReceived ?? 0) / sampleRate;
        // In silence nothing is sent, and nothing is missing.
        const concealed = (report.concealedSamples ?? 0) - (report.silentConcealedSamples ?? 0);
        sum.concealedSeconds += concealed / sampleRate;
      }
    }
    return sum;
  });
}

/** A connection of the page: the how manieth it made, and by which name it knows the server. */
export interface Connection {
  readonly number: number;
  readonly state: RTCPeerConnectionState;
  readonly remoteUfrag: string;
}

/** The page's connections that are in use. */
export async function transportsOf(page: Page): Promise<Connection[]> {
  return page.evaluate(() =>
    (window.confabConnections ?? []).flatMap(
      ({ connectionState: state, remoteDescription }, at) => {
        const [, remoteUfrag = ''] = /^a=ice-ufrag:(.*)$/m.exec(remoteDescription?.sdp ?? '') ?? [];
        return state === 'closed' ? [] : [{ number: at, state, remoteUfrag: remoteUfrag.trim() }];
      },
    ),
  );
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
    confabDevices?: MediaStreamTrack[];
  }
}
