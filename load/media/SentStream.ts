import { RtcpSenderInfo, RtcpSrPacket } from 'werift';
import type { MediaLine } from './MediaLine.ts';

const reportEveryMs = 1000;
/** From 1900 to 1970, in seconds: NTP's epoch and ours (RFC 5905). */
const ntpOffset = 2_208_988_800;

export interface SentPacket {
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
  readonly level?: number;
}

export interface SentStreamOptions {
  readonly ssrc: number;
  readonly payloadType: number;
  /** Id of the header extension that carries the sound's level. */
  readonly levelId: number | null;
  readonly line: () => MediaLine;
}

/** One RTP stream on its way out, with the sender reports that go with it. */
export class SentStream {
  readonly ssrc: number;
  readonly #options: SentStreamOptions;
  #sequenceNumber = Math.floor(Math.random() * 0x8000);
  #packets = 0;
  #octets = 0;
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SentStreamOptions) {
    this.ssrc = options.ssrc;
    this.#options = options;
  }

  get packets(): number {
    return this.#packets;
  }

  send({ timestamp, marker, payload, level }: SentPacket): void {
    const { ssrc, payloadType, levelId, line } = this.#options;
    this.#reportIfDue(timestamp);
    const extensions =
      levelId === null || level === undefined
        ? []
        : [{ id: levelId, payload: Buffer.from([0x80 | level]) }];
    this.#sequenceNumber = (this.#sequenceNumber + 1) & 0xffff;
    const header = { ssrc, payloadType, sequenceNumber: this.#sequenceNumber, timestamp, marker };
    line().send(
      extensions.length === 0
        ? header
        : { ...header, extension: true, extensionProfile: 0xbede, extensions },
      payload,
    );
    this.#packets += 1;
    this.#octets += payload.length;
  }

  /** Ties RTP's time to the clock: mediasoup changes layers only between streams that did. */
  #reportIfDue(rtpTimestamp: number): void {
    const now = performance.now();
    if (now - this.#reportedAt < reportEveryMs) return;
    this.#reportedAt = now;
    const senderInfo = new RtcpSenderInfo({
      ntpTimestamp: ntpNow(),
      rtpTimestamp,
      packetCount: this.#packets,
      octetCount: this.#octets >>> 0,
    });
    this.#options.line().sendRtcp(new RtcpSrPacket({ ssrc: this.ssrc, senderInfo, reports: [] }));
  }
}

/** How long ago a report left whose middle bits and age a receiver tells (RFC 3550, 6.4.1); seconds. */
export function secondsSince(lastReport: number, delay: number): number {
  const middle = Number((ntpNow() >> 16n) & 0xffff_ffffn);
  return ((middle - lastReport - delay + 0x1_0000_0000) % 0x1_0000_0000) / 0x1_0000;
}

function ntpNow(): bigint {
  const seconds = (performance.timeOrigin + performance.now()) / 1000 + ntpOffset;
  return (BigInt(Math.floor(seconds)) << 32n) | BigInt(Math.floor((seconds % 1) * 2 ** 32));
}
