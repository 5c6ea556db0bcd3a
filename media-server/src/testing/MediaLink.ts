import {
  IceCandidate,
  RTCDtlsFingerprint,
  RTCDtlsParameters,
  RTCDtlsTransport,
  RTCIceGatherer,
  RTCIceParameters,
  RTCIceTransport,
  RtcpSenderInfo,
  RtcpSrPacket,
  RtpHeader,
  type RtpPacket,
} from 'werift';
import { z } from 'zod';
import type { TestClient } from './TestClient.ts';
import { TransportFeedback } from './TransportFeedback.ts';

const iceParametersSchema = z.object({ usernameFragment: z.string(), password: z.string() });
const candidateSchema = z.object({
  foundation: z.string(),
  ip: z.string(),
  port: z.number(),
  priority: z.number(),
  protocol: z.literal('udp'),
});

const feedbackMs = 50;

/** A client's end of one transport, with real ICE, DTLS and SRTP. */
export class MediaLink {
  readonly transport: string;
  readonly #dtls: RTCDtlsTransport;

  static async open(client: TestClient, direction: 'send' | 'receive'): Promise<MediaLink> {
    const made = await client.request('createTransport', { direction });
    const ice = new RTCIceTransport(new RTCIceGatherer());
    ice.connection.iceControlling = true;
    const certificate = await RTCDtlsTransport.SetupCertificate();
    const dtls = new RTCDtlsTransport({}, ice, certificate, [0x0001]);
    const { usernameFragment, password } = iceParametersSchema.parse(made.iceParameters);
    const remote = new RTCIceParameters({ usernameFragment, password, iceLite: true });
    ice.setRemoteParams(remote);
    await ice.gather();
    for (const candidate of made.iceCandidates) {
      const udp = candidateSchema.safeParse(candidate);
      if (!udp.success) continue;
      const { foundation, ip, port, priority, protocol } = udp.data;
      const host = new IceCandidate(1, foundation, ip, port, priority, protocol, 'host');
      await ice.addRemoteCandidate(host);
    }
    await ice.addRemoteCandidate(undefined);
    const fingerprints = made.dtlsParameters.fingerprints.map(
      ({ algorithm, value }) => new RTCDtlsFingerprint(algorithm, value),
    );
    dtls.setRemoteParams(new RTCDtlsParameters(fingerprints, 'server'));
    dtls.role = 'client';
    const [own] = certificate.getFingerprints();
    if (!own) throw new Error('no certificate');
    await client.request('connectTransport', {
      transport: made.transport,
      dtlsParameters: { role: 'client', fingerprints: [{ ...own }] },
    });
    await ice.start();
    await dtls.start();
    return new MediaLink(made.transport, dtls);
  }

  private constructor(transport: string, dtls: RTCDtlsTransport) {
    this.transport = transport;
    this.#dtls = dtls;
  }

  onRtp(listener: (packet: RtpPacket) => void): void {
    this.#dtls.onRtp.subscribe(listener);
  }

  async send(header: Partial<RtpHeader>, payload: Buffer): Promise<void> {
    await this.#dtls.sendRtp(payload, new RtpHeader(header));
  }

  /** Ties an RTP timestamp to the clock: mediasoup changes layers only between streams that did. */
  async report(ssrc: number, rtpTimestamp: number): Promise<void> {
    const seconds = Date.now() / 1000 + 2_208_988_800;
    const ntpTimestamp =
      (BigInt(Math.floor(seconds)) << 32n) | BigInt(Math.floor((seconds % 1) * 2 ** 32));
    const senderInfo = new RtcpSenderInfo({
      ntpTimestamp,
      rtpTimestamp,
      packetCount: 1,
      octetCount: 1,
    });
    await this.#dtls.sendRtcp([new RtcpSrPacket({ ssrc, senderInfo, reports: [] })]);
  }

  /** Reports arrivals as a browser does; `extension` is the id of the transport-wide number. */
  startFeedback(extension: number): () => void {
    const feedback = new TransportFeedback();
    this.onRtp(({ header }) => {
      const number = header.extensions.find(({ id }) => id === extension)?.payload;
      if (number) feedback.note(number.readUInt16BE(0));
    });
    const timer = setInterval(() => {
      const report = feedback.take();
      if (report) void this.#dtls.sendRtcp([report]);
    }, feedbackMs);
    return () => clearInterval(timer);
  }

  /** As a network that is gone: nothing is sent any more, nothing is said. */
  async cut(): Promise<void> {
    await this.#dtls.iceTransport.stop();
  }
}
