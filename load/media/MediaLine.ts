import type { types } from 'mediasoup-client';
import {
  IceCandidate,
  RTCDtlsFingerprint,
  RTCDtlsParameters,
  RTCDtlsTransport,
  RTCIceGatherer,
  RTCIceParameters,
  RTCIceTransport,
  RtpHeader,
  type RtcpPacket,
  type RtpPacket,
} from 'werift';

export type LineParameters = Pick<
  types.TransportOptions,
  'iceParameters' | 'iceCandidates' | 'dtlsParameters'
>;

export interface LineEvents {
  readonly onRtp: (packet: RtpPacket) => void;
  readonly onRtcp: (packet: RtcpPacket) => void;
  readonly onState: (state: types.ConnectionState) => void;
}

/** AEAD_AES_128_GCM before AES128_CM_HMAC_SHA1_80 (RFC 7714, RFC 5764). */
const srtpProfiles = [0x0007, 0x0001] as const;

/** A client's end of one of mediasoup's WebRTC transports, with real ICE, DTLS and SRTP. */
export class MediaLine {
  readonly #ice = new RTCIceTransport(new RTCIceGatherer());
  readonly #dtls: RTCDtlsTransport;
  readonly #candidates: readonly types.IceCandidate[];
  readonly #events: LineEvents;
  readonly dtlsParameters: types.DtlsParameters;
  #closed = false;

  /** Nothing is sent before {@link connect}. */
  static async create(parameters: LineParameters, events: LineEvents): Promise<MediaLine> {
    const certificate = await RTCDtlsTransport.SetupCertificate();
    return new MediaLine(parameters, events, certificate);
  }

  private constructor(
    { iceParameters, iceCandidates, dtlsParameters }: LineParameters,
    events: LineEvents,
    certificate: Awaited<ReturnType<typeof RTCDtlsTransport.SetupCertificate>>,
  ) {
    this.#events = events;
    this.#candidates = iceCandidates;
    this.#dtls = new RTCDtlsTransport({}, this.#ice, certificate, [...srtpProfiles]);
    this.#dtls.role = 'client';
    this.#dtls.setRemoteParams(
      new RTCDtlsParameters(
        dtlsParameters.fingerprints.map(
          ({ algorithm, value }) => new RTCDtlsFingerprint(algorithm, value),
        ),
        'server',
      ),
    );
    this.#ice.connection.iceControlling = true;
    this.#ice.setRemoteParams(iceParametersOf(iceParameters));
    this.dtlsParameters = {
      role: 'client',
      fingerprints: certificate.getFingerprints().map(({ value }) => {
        return { algorithm: 'sha-256', value };
      }),
    };
    this.#dtls.onRtp.subscribe(events.onRtp);
    this.#dtls.onRtcp.subscribe(events.onRtcp);
    this.#ice.onStateChange.subscribe((state) => {
      if (state === 'disconnected' || state === 'failed') events.onState(state);
    });
  }

  /** Resolves when media can flow; the server must have got {@link dtlsParameters} by then. */
  async connect(): Promise<void> {
    await this.#checkCandidates();
    await this.#dtls.start();
    this.#events.onState('connected');
  }

  /** A new way to the same server, under the same keys. */
  async restartIce(iceParameters: types.IceParameters): Promise<void> {
    this.#ice.restart();
    this.#ice.connection.iceControlling = true;
    this.#ice.setRemoteParams(iceParametersOf(iceParameters));
    await this.#checkCandidates();
    if (!this.#closed) this.#events.onState('connected');
  }

  send(header: Partial<RtpHeader>, payload: Buffer): void {
    if (this.#dtls.state !== 'connected') return;
    void this.#dtls.sendRtp(payload, new RtpHeader(header));
  }

  sendRtcp(packet: RtcpPacket): void {
    if (this.#dtls.state !== 'connected') return;
    void this.#dtls.sendRtcp([packet]);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#dtls.stop();
  }

  async #checkCandidates(): Promise<void> {
    await this.#ice.gather();
    for (const { foundation, ip, address, port, priority, protocol } of this.#candidates) {
      if (protocol !== 'udp') continue;
      const host = address ?? ip;
      const candidate = new IceCandidate(1, foundation, host, port, priority, protocol, 'host');
      await this.#ice.addRemoteCandidate(candidate);
    }
    await this.#ice.addRemoteCandidate(undefined);
    await this.#ice.start();
  }
}

function iceParametersOf({ usernameFragment, password }: types.IceParameters): RTCIceParameters {
  return new RTCIceParameters({ usernameFragment, password, iceLite: true });
}
