import { ConfabError, type TrackSource } from '@confab/shared-types';
import type { types } from 'mediasoup-client';
import { encodingsOf, everyLayer } from './encodings.ts';
import type { MediaTransports, ProducerAppData } from './MediaTransports.ts';
import type { SignalingClient } from './SignalingClient.ts';

export interface TrackToSend {
  readonly source: TrackSource;
  readonly track: string;
  readonly media: MediaStreamTrack;
  readonly muted: boolean;
}

/** What is sent from one source over certain transports, and what the server was told of it. */
export class SentTrack {
  readonly track: string;
  readonly producer: types.Producer;
  readonly transports: MediaTransports;
  /** What the server was told, or said. */
  muted: boolean;
  readonly #signaling: Pick<SignalingClient, 'request'>;
  #layers = everyLayer;

  static async produce(
    { source, track, media, muted }: TrackToSend,
    transports: MediaTransports,
    signaling: Pick<SignalingClient, 'request'>,
  ): Promise<SentTrack> {
    const transport = await transports.get('send');
    const appData: ProducerAppData = { track, source, paused: muted };
    // Muting is done here on the tracks: the library must not do it too, nor stop what is not its own.
    const producer = await transport.produce({
      track: media,
      ...encodingsOf[source],
      stopTracks: false,
      disableTrackOnPause: false,
      appData,
    });
    return new SentTrack(track, producer, transports, muted, signaling);
  }

  private constructor(
    track: string,
    producer: types.Producer,
    transports: MediaTransports,
    muted: boolean,
    signaling: Pick<SignalingClient, 'request'>,
  ) {
    this.track = track;
    this.producer = producer;
    this.transports = transports;
    this.muted = muted;
    this.#signaling = signaling;
  }

  /** Up to which spatial layer all are sent. */
  get layers(): number {
    return this.#layers;
  }

  async tellMuted(muted: boolean): Promise<void> {
    const request = muted ? 'pauseProducer' : 'resumeProducer';
    await this.#signaling.request(request, { producer: this.producer.id });
    this.muted = muted;
  }

  /** Encodings above are switched off here alone: to the server the track is not muted. */
  async limitLayers(layers: number): Promise<void> {
    await this.producer.setMaxSpatialLayer(layers);
    this.#layers = layers;
  }

  async stop(): Promise<void> {
    this.producer.close();
    try {
      await this.#signaling.request('closeProducer', { producer: this.producer.id });
    } catch (error) {
      // The server closed it first: by a host's word, or with its transport.
      if (!(error instanceof ConfabError && error.code === 'producer-unknown')) throw error;
    }
  }
}
