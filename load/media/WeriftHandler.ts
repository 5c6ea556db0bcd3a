import { FakeMediaStreamTrack } from 'fake-mediastreamtrack';
import type { types } from 'mediasoup-client';
import { HandlerInterface } from 'mediasoup-client/handlers/HandlerInterface';
import type {
  HandlerFactory,
  HandlerOptions,
  HandlerReceiveOptions,
  HandlerReceiveResult,
  HandlerSendOptions,
  HandlerSendResult,
} from 'mediasoup-client/handlers/HandlerInterface';
import * as ortc from 'mediasoup-client/ortc';
import {
  PictureLossIndication,
  RtcpPayloadSpecificFeedback,
  RtcpRrPacket,
  type RtcpPacket,
} from 'werift';
import { MediaLine } from './MediaLine.ts';
import type { MediaCounts } from './MediaCounts.ts';
import { nativeCapabilities } from './nativeCapabilities.ts';
import type { Pacer } from './Pacer.ts';
import { Reception } from './Reception.ts';
import { secondsSince } from './SentStream.ts';
import { SentTrack } from './SentTrack.ts';

export interface WeriftOptions {
  readonly pacer: Pacer;
  readonly counts: MediaCounts;
  /** Whether this participant speaks right now. */
  readonly isTalking: () => boolean;
}

/** What mediasoup-client calls the stream by which mediasoup tries how much a line carries. */
const probator = 'probator';

/** What mediasoup-client takes a browser's place with. */
export function weriftHandlerFactory(options: WeriftOptions): HandlerFactory {
  return {
    name: 'werift',
    factory: (handlerOptions) => new WeriftHandler(handlerOptions, options),
    getNativeRtpCapabilities: () => Promise.resolve(nativeCapabilities()),
  };
}

/** One WebRTC transport of mediasoup-client without a browser: real ICE, DTLS and SRTP by werift. */
class WeriftHandler extends HandlerInterface {
  readonly #handlerOptions: HandlerOptions;
  readonly #options: WeriftOptions;
  readonly #sent = new Map<string, SentTrack>();
  readonly #reception: Reception;
  #line: Promise<MediaLine> | null = null;
  #nextId = 1;
  #closed = false;

  constructor(handlerOptions: HandlerOptions, options: WeriftOptions) {
    super();
    this.#handlerOptions = handlerOptions;
    this.#options = options;
    this.#reception = new Reception(options.counts);
  }

  get name(): string {
    return 'werift';
  }

  override close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const track of this.#sent.values()) track.stop();
    this.#reception.close();
    void this.#line?.then((line) => line.close());
    this.removeAllListeners();
  }

  /** The servers a browser would go through; a load is sent straight. */
  updateIceServers(): Promise<void> {
    return Promise.resolve();
  }

  async restartIce(iceParameters: types.IceParameters): Promise<void> {
    const line = await this.#line;
    // As in a browser this resolves when the restart has begun; the state tells how it went.
    line?.restartIce(iceParameters).catch(() => this.#tellState('failed'));
  }

  async send(options: HandlerSendOptions): Promise<HandlerSendResult> {
    const { pacer, isTalking } = this.#options;
    const line = await this.#connected();
    const { track } = options;
    const rtpParameters = this.#sendingParameters(options);
    const localId = String(this.#nextId++);
    const sent = new SentTrack({ track, rtpParameters, line: () => line, pacer, isTalking });
    this.#sent.set(localId, sent);
    this.#options.counts.sent.add(sent);
    return { localId, rtpParameters };
  }

  stopSending(localId: string): Promise<void> {
    this.#sent.get(localId)?.stop();
    this.#sent.delete(localId);
    return Promise.resolve();
  }

  pauseSending(localId: string): Promise<void> {
    this.#sent.get(localId)?.setPaused(true);
    return Promise.resolve();
  }

  resumeSending(localId: string): Promise<void> {
    this.#sent.get(localId)?.setPaused(false);
    return Promise.resolve();
  }

  /** What is sent is made up, whichever the track. */
  replaceTrack(): Promise<void> {
    return Promise.resolve();
  }

  setMaxSpatialLayer(localId: string, spatialLayer: number): Promise<void> {
    this.#sent.get(localId)?.setMaxLayer(spatialLayer);
    return Promise.resolve();
  }

  setRtpEncodingParameters(): Promise<void> {
    return Promise.reject(new Error('encodings of a load are fixed'));
  }

  async receive(list: HandlerReceiveOptions[]): Promise<HandlerReceiveResult[]> {
    const line = await this.#connected();
    return list.map(({ trackId, kind, rtpParameters }) => {
      const localId = String(this.#nextId++);
      if (trackId !== probator) this.#reception.add(localId, kind, rtpParameters, line);
      return { localId, track: new FakeMediaStreamTrack({ kind }) };
    });
  }

  stopReceiving(localIds: string[]): Promise<void> {
    for (const localId of localIds) this.#reception.remove(localId);
    return Promise.resolve();
  }

  pauseReceiving(): Promise<void> {
    return Promise.resolve();
  }

  resumeReceiving(): Promise<void> {
    return Promise.resolve();
  }

  getTransportStats(): Promise<RTCStatsReport> {
    return Promise.resolve(new Map());
  }

  getSenderStats(): Promise<RTCStatsReport> {
    return Promise.resolve(new Map());
  }

  getReceiverStats(): Promise<RTCStatsReport> {
    return Promise.resolve(new Map());
  }

  sendDataChannel(): Promise<never> {
    return Promise.reject(new Error('data goes over signalling'));
  }

  receiveDataChannel(): Promise<never> {
    return Promise.reject(new Error('data goes over signalling'));
  }

  getDataChannelMaxMessageSize(): undefined {
    return undefined;
  }

  /** Connects when first needed, as mediasoup-client's own handlers do. */
  #connected(): Promise<MediaLine> {
    this.#line ??= this.#connect();
    return this.#line;
  }

  async #connect(): Promise<MediaLine> {
    const line = await MediaLine.create(this.#handlerOptions, {
      onRtp: (packet) => this.#reception.note(packet),
      onRtcp: (packet) => this.#onRtcp(packet),
      onState: (state) => this.#tellState(state),
    });
    this.#tellState('connecting');
    const { dtlsParameters } = line;
    await new Promise<void>((resolve, reject) => {
      this.emit('@connect', { dtlsParameters }, resolve, reject);
    });
    // What is sent and asked for goes on meanwhile, as over a browser's connection.
    line.connect().catch(() => this.#tellState('failed'));
    return line;
  }

  #tellState(state: types.ConnectionState): void {
    if (!this.#closed) this.emit('@connectionstatechange', state);
  }

  #sendingParameters({ track, encodings = [{}] }: HandlerSendOptions): types.RtpParameters {
    const extended = this.#handlerOptions.getSendExtendedRtpCapabilities(nativeCapabilities());
    const kind = track.kind === 'audio' ? 'audio' : 'video';
    const parameters = ortc.getSendingRtpParameters(kind, extended);
    return {
      ...parameters,
      codecs: ortc.reduceCodecs(parameters.codecs),
      mid: `${kind}-${this.#nextId}`,
      encodings: encodings.map((encoding) => ({ ...encoding, ssrc: randomSsrc() })),
      rtcp: { cname: 'load', reducedSize: true },
    };
  }

  #onRtcp(packet: RtcpPacket): void {
    if (packet instanceof RtcpRrPacket) {
      for (const { lsr, dlsr } of packet.reports) {
        if (lsr !== 0) this.#options.counts.addRoundTrip(secondsSince(lsr, dlsr) * 1000);
      }
    } else if (packet instanceof RtcpPayloadSpecificFeedback) {
      const { feedback } = packet;
      if (feedback instanceof PictureLossIndication) this.#requestKeyFrame(feedback.mediaSsrc);
    }
  }

  #requestKeyFrame(ssrc: number): void {
    for (const track of this.#sent.values()) {
      if (track.requestKeyFrame(ssrc)) return;
    }
  }
}

function randomSsrc(): number {
  return 1_000_000 + Math.floor(Math.random() * 4_000_000_000);
}
