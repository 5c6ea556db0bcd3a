import type { MediaLink } from './MediaLink.ts';

const tickMs = 20;

export interface StreamOptions {
  readonly ssrc: number;
  readonly payloadType: number;
  readonly clockRate: number;
  /** Of the payload, each 20 ms. */
  readonly bytes: number;
  /** Whether the packet with this number is lost on the way. */
  readonly isLost?: (sequenceNumber: number) => boolean;
}

/** Sends RTP at a steady pace until it is stopped. */
export function startStream(link: MediaLink, options: StreamOptions): () => void {
  const { ssrc, payloadType, clockRate, bytes, isLost = () => false } = options;
  const video = clockRate === 90_000;
  let sequenceNumber = 0;
  const send = async () => {
    const number = sequenceNumber++;
    const timestamp = (number * clockRate * tickMs) / 1000;
    if (video && number % 10 === 0) await link.report(ssrc, timestamp);
    if (isLost(number)) return;
    const payload = video ? keyFrame(number, bytes) : Buffer.alloc(bytes, 1);
    const header = { ssrc, payloadType, sequenceNumber: number, timestamp, marker: video };
    await link.send(header, payload);
  };
  const timer = setInterval(() => void send(), tickMs);
  return () => clearInterval(timer);
}

/** A VP8 key frame as far as an SFU looks: payload descriptor (RFC 7741), frame tag, start code. */
function keyFrame(picture: number, bytes: number): Buffer {
  const descriptor = [
    0x90,
    0xe0,
    0x80 | ((picture >> 8) & 0x7f),
    picture & 0xff,
    picture & 0xff,
    0x20,
  ];
  const frame = [0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xb4, 0x00];
  return Buffer.concat([Buffer.from([...descriptor, ...frame]), Buffer.alloc(bytes)]);
}
