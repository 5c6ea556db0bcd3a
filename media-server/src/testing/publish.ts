import type { SignalingRequestData, TrackSource } from '@confab/shared-types';
import { dtlsParameters, opusParameters, vp8Parameters } from './rtp.ts';
import type { TestClient } from './TestClient.ts';

export interface Published {
  readonly transport: string;
  readonly producer: string;
  /** What was asked, to be asked again. */
  readonly data: SignalingRequestData<'produce'>;
}

let nextSsrc = 100_000;

/** Publishes as a browser would, over a new send transport unless one is given. */
export async function publish(
  client: TestClient,
  source: TrackSource,
  options: { readonly track?: string; readonly transport?: string } = {},
): Promise<Published> {
  const transport = options.transport ?? (await connectSending(client));
  const kind = source === 'camera' || source === 'screen_share' ? 'video' : 'audio';
  nextSsrc += 10;
  const rtpParameters = kind === 'video' ? vp8Parameters(nextSsrc) : opusParameters(nextSsrc);
  const { track = `track-${nextSsrc}` } = options;
  const data = { transport, track, kind, source, rtpParameters, paused: false } as const;
  return { transport, data, ...(await client.request('produce', data)) };
}

async function connectSending(client: TestClient): Promise<string> {
  const { transport } = await client.request('createTransport', { direction: 'send' });
  await client.request('connectTransport', { transport, dtlsParameters });
  return transport;
}
