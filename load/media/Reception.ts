import type { types } from 'mediasoup-client';
import type { RtpPacket } from 'werift';
import { TransportFeedback } from '../../media-server/src/testing/TransportFeedback.ts';
import type { MediaCounts } from './MediaCounts.ts';
import type { MediaLine } from './MediaLine.ts';
import { headerExtensions } from './nativeCapabilities.ts';
import { ReceivedStream } from './ReceivedStream.ts';

/** How often it is told what arrived: bandwidth is estimated by it. */
const feedbackMs = 100;

/** What comes in over one transport. */
export class Reception {
  readonly #counts: MediaCounts;
  readonly #bySsrc = new Map<number, ReceivedStream>();
  readonly #ssrcs = new Map<string, number>();
  readonly #feedback = new TransportFeedback();
  #packetNumberId: number | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(counts: MediaCounts) {
    this.#counts = counts;
  }

  add(
    localId: string,
    kind: types.MediaKind,
    { encodings = [], headerExtensions: extensions = [] }: types.RtpParameters,
    line: MediaLine,
  ): void {
    const ssrc = encodings[0]?.ssrc;
    if (ssrc === undefined) throw new Error('a stream without a number');
    const stream = new ReceivedStream(kind);
    this.#bySsrc.set(ssrc, stream);
    this.#ssrcs.set(localId, ssrc);
    this.#counts.received.add(stream);
    this.#packetNumberId =
      extensions.find(({ uri }) => uri === headerExtensions.packetNumber)?.id ?? null;
    this.#timer ??= setInterval(() => {
      const report = this.#feedback.take();
      if (report) line.sendRtcp(report);
    }, feedbackMs);
  }

  remove(localId: string): void {
    const ssrc = this.#ssrcs.get(localId);
    if (ssrc !== undefined) this.#bySsrc.delete(ssrc);
    this.#ssrcs.delete(localId);
  }

  /** Every packet is reported; one of no known stream (a bandwidth probe) is not counted. */
  note({ header, payload }: RtpPacket): void {
    const id = this.#packetNumberId;
    const number = header.extensions.find((extension) => extension.id === id)?.payload;
    if (number) this.#feedback.note(number.readUInt16BE(0));
    const stream = this.#bySsrc.get(header.ssrc);
    stream?.note(header.sequenceNumber, payload.length, performance.now());
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#bySsrc.clear();
  }
}
