import type { types } from 'mediasoup-client';
import type { MediaLine } from './MediaLine.ts';
import { headerExtensions } from './nativeCapabilities.ts';
import { startOpus } from './opusStream.ts';
import type { Pacer } from './Pacer.ts';
import { SentStream } from './SentStream.ts';
import { Vp8Stream } from './vp8Stream.ts';

/** Bits a second of a camera's simulcast layers, smallest first. */
const layerBitrates = [100_000, 250_000, 500_000] as const;

export interface SentTrackOptions {
  readonly track: MediaStreamTrack;
  readonly rtpParameters: types.RtpParameters;
  readonly line: () => MediaLine;
  readonly pacer: Pacer;
  readonly isTalking: () => boolean;
}

/** One published track: a voice, or a camera in as many layers as there are encodings. */
export class SentTrack {
  readonly #streams: readonly SentStream[];
  readonly #layers: readonly Vp8Stream[];
  readonly #stop: () => void;
  #highestLayer = Number.POSITIVE_INFINITY;
  #paused = false;

  constructor({ track, rtpParameters, line, pacer, isTalking }: SentTrackOptions) {
    const { encodings = [], codecs, headerExtensions: extensions = [] } = rtpParameters;
    const payloadType = codecs[0]?.payloadType ?? 0;
    const level = extensions.find(({ uri }) => uri === headerExtensions.level);
    const levelId = level?.id ?? null;
    this.#streams = encodings.map(
      ({ ssrc = 0 }) => new SentStream({ ssrc, payloadType, levelId, line }),
    );
    const isOn = () => track.enabled && !this.#paused;
    if (track.kind === 'audio') {
      this.#layers = [];
      this.#stop = startOpus(pacer, isTalking, (packet) => {
        if (isOn()) this.#streams[0]?.send(packet);
      });
      return;
    }
    this.#layers = this.#streams.map(
      (stream, layer) =>
        new Vp8Stream(pacer, layerBitrates[layer] ?? layerBitrates[2], (packet) => {
          if (isOn()) stream.send(packet);
        }),
    );
    this.#stop = () => this.#layers.forEach((layer) => layer.stop());
  }

  get packets(): number {
    return this.#streams.reduce((sum, { packets }) => sum + packets, 0);
  }

  /** Whether the stream that was asked for a key frame is one of this track. */
  requestKeyFrame(ssrc: number): boolean {
    const at = this.#streams.findIndex((stream) => stream.ssrc === ssrc);
    this.#layers[at]?.requestKeyFrame();
    return at !== -1;
  }

  setMaxLayer(highest: number): void {
    this.#highestLayer = highest;
    this.#applyPauses();
  }

  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#applyPauses();
  }

  stop(): void {
    this.#stop();
  }

  #applyPauses(): void {
    this.#layers.forEach((layer, at) => layer.setPaused(this.#paused || at > this.#highestLayer));
  }
}
