import {
  PacketStatus,
  RecvDelta,
  RtcpTransportLayerFeedback,
  RunLengthChunk,
  TransportWideCC,
} from 'werift';

interface Arrival {
  readonly number: number;
  readonly microseconds: number;
}

const referenceUnit = 64_000;

/**
 * When the packets of a transport arrived, as a browser reports it
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01): what bandwidth is estimated by.
 */
export class TransportFeedback {
  #arrivals: Arrival[] = [];
  /** The number after the highest that was reported. */
  #next: number | null = null;
  #count = 0;

  note(number: number): void {
    this.#arrivals.push({ number, microseconds: Math.round(performance.now() * 1000) });
  }

  /** Of what arrived since the last one, and what was lost between; null when nothing arrived. */
  take(): RtcpTransportLayerFeedback | null {
    const [some] = this.#arrivals;
    if (!some) return null;
    const base = this.#next ?? some.number;
    const arrivals = this.#arrivals
      .map(({ number, microseconds }) => ({ place: distance(base, number), microseconds }))
      .sort((a, b) => a.place - b.place)
      .filter(({ place }, at, all) => place >= 0 && place !== all[at - 1]?.place);
    this.#arrivals = [];
    const [first] = arrivals;
    if (!first) return null;
    const referenceTime = Math.floor(first.microseconds / referenceUnit);
    let before = referenceTime * referenceUnit;
    let place = 0;
    const packetChunks: RunLengthChunk[] = [];
    const recvDeltas = arrivals.map((arrival) => {
      for (; place < arrival.place; place++) {
        addTo(packetChunks, PacketStatus.TypeTCCPacketNotReceived);
      }
      const delta = new RecvDelta({ delta: arrival.microseconds - before });
      delta.parseDelta();
      before += delta.delta * 250;
      addTo(packetChunks, delta.type);
      place += 1;
      return delta;
    });
    this.#next = (base + place) & 0xffff;
    const feedback = new TransportWideCC({
      senderSsrc: 1,
      mediaSourceSsrc: 1,
      baseSequenceNumber: base,
      packetStatusCount: place,
      referenceTime: referenceTime & 0xffffff,
      fbPktCount: this.#count++ & 0xff,
      packetChunks,
      recvDeltas,
    });
    return new RtcpTransportLayerFeedback({ feedback });
  }
}

/** How far ahead of another a number is, negative behind it; numbers begin again after 65,535. */
function distance(from: number, to: number): number {
  return ((to - from + 0x1_8000) & 0xffff) - 0x8000;
}

function addTo(chunks: RunLengthChunk[], packetStatus: PacketStatus | undefined): void {
  if (packetStatus === undefined) throw new Error('a delta without its kind');
  const last = chunks.at(-1);
  if (last?.packetStatus === packetStatus) last.runLength += 1;
  else chunks.push(new RunLengthChunk({ packetStatus, runLength: 1 }));
}
