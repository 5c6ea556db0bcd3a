import type { Pacer } from './Pacer.ts';

const framesPerSecond = 30;
const clockRate = 90_000;
const largestPayload = 1100;
/** A key frame beside the others. */
const keyFrameFactor = 4;
/** Frames of the three temporal layers of L1T3. */
const temporalLayers = [0, 2, 1, 2] as const;

export interface Vp8Packet {
  readonly timestamp: number;
  /** The last of its frame. */
  readonly marker: boolean;
  readonly payload: Buffer;
}

/**
 * Packets as of a VP8 encoder with three temporal layers (RFC 7741). The pictures are made up: what an
 * SFU reads of them is right, the rest is filler.
 */
export class Vp8Stream {
  readonly #frameBytes: number;
  readonly #send: (packet: Vp8Packet) => void;
  readonly #stop: () => void;
  #frame = 0;
  #picture = Math.floor(Math.random() * 0x7fff);
  #baseLayerPicture = 0;
  #keyFrameWanted = true;
  #place = 0;
  #paused = false;

  constructor(pacer: Pacer, bitsPerSecond: number, send: (packet: Vp8Packet) => void) {
    this.#frameBytes = Math.round(bitsPerSecond / 8 / framesPerSecond);
    this.#send = send;
    this.#stop = pacer.every(1000 / framesPerSecond, () => this.#sendFrame());
  }

  /** The next frame needs none before it. */
  requestKeyFrame(): void {
    this.#keyFrameWanted = true;
  }

  /** A layer that nobody watches is not encoded; it starts again with a key frame. */
  setPaused(paused: boolean): void {
    if (this.#paused && !paused) this.#keyFrameWanted = true;
    this.#paused = paused;
  }

  stop(): void {
    this.#stop();
  }

  #sendFrame(): void {
    const timestamp = Math.round((this.#frame * clockRate) / framesPerSecond) >>> 0;
    this.#frame += 1;
    if (this.#paused) return;
    const isKey = this.#keyFrameWanted;
    this.#keyFrameWanted = false;
    if (isKey) this.#place = 0;
    const layer = temporalLayers[this.#place % temporalLayers.length] ?? 0;
    this.#place += 1;
    this.#picture = (this.#picture + 1) & 0x7fff;
    if (layer === 0) this.#baseLayerPicture = (this.#baseLayerPicture + 1) & 0xff;
    const size = this.#frameBytes * (isKey ? keyFrameFactor : 1);
    const packets = Math.max(1, Math.ceil(size / largestPayload));
    const bytes = Math.ceil(size / packets);
    for (let at = 0; at < packets; at++) {
      const payload = Buffer.alloc(descriptorBytes + bytes);
      this.#describe(payload, { starts: at === 0, layer });
      if (at === 0) writeFrameHeader(payload, isKey);
      this.#send({ timestamp, marker: at === packets - 1, payload });
    }
  }

  /** X, S; then I, L, T and K with 15 bits of picture id (RFC 7741, 4.2). */
  #describe(payload: Buffer, { starts, layer }: { starts: boolean; layer: number }): void {
    payload[0] = starts ? 0x90 : 0x80;
    payload[1] = 0xf0;
    payload.writeUInt16BE(0x8000 | this.#picture, 2);
    payload[4] = this.#baseLayerPicture;
    // Y: depends on the base layer alone.
    payload[5] = (layer << 6) | 0x20;
  }
}

const descriptorBytes = 6;

/** Frame tag, and for key frames start code and size (RFC 6386, 9.1). */
function writeFrameHeader(payload: Buffer, isKey: boolean): void {
  payload[descriptorBytes] = isKey ? 0x10 : 0x11;
  if (!isKey) return;
  Buffer.from([0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xb4, 0x00]).copy(payload, descriptorBytes + 1);
}
