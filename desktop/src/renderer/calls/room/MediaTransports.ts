import { ConfabError, type TrackSource } from '@confab/shared-types';
import type { types } from 'mediasoup-client';
import type { CallEnvironment } from './callEnvironment.ts';
import type { SignalingClient } from './SignalingClient.ts';

/** What a producer's `produce` request needs beside what mediasoup-client knows. */
export interface ProducerAppData extends types.AppData {
  readonly track: string;
  readonly source: TrackSource;
  readonly paused: boolean;
}

export interface MediaTransportsOptions {
  /** Waited for only once the server has answered. */
  readonly device: Promise<types.Device>;
  readonly iceServers: RTCIceServer[];
  readonly signaling: Pick<SignalingClient, 'request'>;
  readonly environment: CallEnvironment;
  /** Some transport has no connection to the server, or all have again. */
  readonly onConnectedChange: (connected: boolean) => void;
  /** They are beyond repair: new ones are to be made. */
  readonly onBroken: () => void;
}

type Direction = 'send' | 'receive';

/** A connection that is `disconnected` often comes back by itself. */
const graceMs = 1000;
const restartCheckMs = 5000;
const restartsUntilBroken = 3;

/**
 * The two WebRTC transports of a session, made when first wanted. One that loses its connection has
 * its ICE restarted, the other is left alone.
 */
export class MediaTransports {
  readonly #options: MediaTransportsOptions;
  readonly #transports = new Map<Direction, Promise<types.Transport>>();
  readonly #lost = new Map<types.Transport, { cancel: () => void; restarts: number }>();
  readonly #made: types.Transport[] = [];
  #closed = false;

  constructor(options: MediaTransportsOptions) {
    this.#options = options;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Rejects with what the server refuses it for, or `cancelled` when these were closed. */
  get(direction: Direction): Promise<types.Transport> {
    const known = this.#transports.get(direction);
    if (known) return known;
    const made = this.#create(direction);
    this.#transports.set(direction, made);
    made.catch(() => this.#transports.delete(direction));
    return made;
  }

  /** Those there are, for what WebRTC counts of them. */
  get open(): readonly types.Transport[] {
    return this.#made.filter(({ closed }) => !closed);
  }

  /** Signalling is back: what lost its connection meanwhile is restarted at once. */
  restartLost(): void {
    for (const transport of this.#lost.keys()) this.#restartIn(transport, 0);
  }

  close(): void {
    this.#closed = true;
    for (const { cancel } of this.#lost.values()) cancel();
    this.#lost.clear();
    for (const transport of this.#made) transport.close();
  }

  async #create(direction: Direction): Promise<types.Transport> {
    if (this.#closed) throw new ConfabError('cancelled');
    const { iceServers, signaling } = this.#options;
    const created = await signaling.request('createTransport', { direction });
    const device = await this.#options.device;
    if (this.#closed) throw new ConfabError('cancelled');
    // Their form is mediasoup's own on both sides; the contract bounds it and passes it on.
    const options = {
      id: created.transport,
      iceParameters: created.iceParameters as unknown as types.IceParameters,
      iceCandidates: created.iceCandidates as unknown as types.IceCandidate[],
      dtlsParameters: created.dtlsParameters as types.DtlsParameters,
      iceServers,
    };
    const transport =
      direction === 'send'
        ? device.createSendTransport(options)
        : device.createRecvTransport(options);
    this.#made.push(transport);
    this.#handle(transport);
    return transport;
  }

  #handle(transport: types.Transport): void {
    const { signaling } = this.#options;
    transport.on('connect', ({ dtlsParameters }, callback, errback) => {
      signaling
        .request('connectTransport', { transport: transport.id, dtlsParameters })
        .then(callback, errback);
    });
    transport.on('produce', ({ kind, rtpParameters, appData }, callback, errback) => {
      const { track, source, paused } = appData as ProducerAppData;
      const parameters = { ...rtpParameters };
      const data = {
        transport: transport.id,
        kind,
        rtpParameters: parameters,
        track,
        source,
        paused,
      };
      signaling
        .request('produce', data)
        .then(({ producer }) => callback({ id: producer }), errback);
    });
    transport.on('connectionstatechange', (state) => {
      if (state === 'failed') this.#restartIn(transport, 0);
      else if (state === 'disconnected') this.#restartIn(transport, graceMs);
      else if (state === 'connected') this.#recovered(transport);
    });
  }

  #restartIn(transport: types.Transport, milliseconds: number): void {
    const before = this.#lost.get(transport);
    before?.cancel();
    const cancel = this.#options.environment.setTimer(
      () => void this.#restart(transport),
      milliseconds,
    );
    this.#lost.set(transport, { cancel, restarts: before?.restarts ?? 0 });
    if (!before && this.#lost.size === 1) this.#options.onConnectedChange(false);
  }

  #recovered(transport: types.Transport): void {
    const lost = this.#lost.get(transport);
    if (!lost) return;
    lost.cancel();
    this.#lost.delete(transport);
    if (this.#lost.size === 0) this.#options.onConnectedChange(true);
  }

  async #restart(transport: types.Transport): Promise<void> {
    const lost = this.#lost.get(transport);
    if (!lost || this.#closed) return;
    if (lost.restarts >= restartsUntilBroken) return this.#options.onBroken();
    lost.restarts += 1;
    try {
      const { iceParameters } = await this.#options.signaling.request('restartIce', {
        transport: transport.id,
      });
      if (this.#closed) return;
      await transport.restartIce({
        iceParameters: iceParameters as unknown as types.IceParameters,
      });
    } catch (error) {
      if (this.#closed) return;
      this.#options.environment.warn('ICE restart', error);
      if (error instanceof ConfabError && error.code === 'transport-unknown') {
        return this.#options.onBroken();
      }
    }
    if (!this.#closed && this.#lost.has(transport)) this.#restartIn(transport, restartCheckMs);
  }
}
