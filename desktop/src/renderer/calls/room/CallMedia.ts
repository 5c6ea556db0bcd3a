import {
  ConfabError,
  type ErrorCode,
  type ProducerInfo,
  type SignalingRequestOk,
} from '@confab/shared-types';
import type { types } from 'mediasoup-client';
import type { CallEnvironment } from './callEnvironment.ts';
import { LocalTracks } from './LocalTracks.ts';
import { MediaTransports } from './MediaTransports.ts';
import { RemoteTracks } from './RemoteTracks.ts';
import type { SignalingClient } from './SignalingClient.ts';
import { Timers } from './Timers.ts';

export interface CallMediaOptions {
  readonly signaling: Pick<SignalingClient, 'request'>;
  readonly environment: CallEnvironment;
  readonly onLocalChange: () => void;
  readonly onRemoteChange: (session: string) => void;
  /** `ready` or `connected` changed. */
  readonly onConnectedChange: () => void;
  /** Media cannot be had in this call. */
  readonly onFailed: (error: unknown) => void;
}

/** What a new session says of its media. */
export interface MediaSession {
  readonly routerRtpCapabilities: Record<string, unknown>;
  readonly iceServers: SignalingRequestOk<'join'>['iceServers'];
  readonly canSubscribe: boolean;
}

/** What another attempt may change. */
const passing: ReadonlySet<ErrorCode> = new Set(['timeout', 'internal', 'media-unavailable']);
/** New transports are not made more often than this, whatever breaks them. */
const rebuildEveryMs = 1000;

/**
 * What is sent and received in a call, over two transports that are replaced as needed: by a new
 * session, when the server's worker died, or when they are beyond repair.
 */
export class CallMedia {
  readonly local: LocalTracks;
  readonly remote: RemoteTracks;
  readonly #options: CallMediaOptions;
  readonly #timers: Timers;
  #device: Promise<types.Device> | null = null;
  #session: MediaSession | null = null;
  #transports: MediaTransports | null = null;
  #ready = false;
  #announced = false;
  #connected = true;
  #rebuiltAt = Number.NEGATIVE_INFINITY;
  #cancelRebuild: (() => void) | null = null;
  #closed = false;

  constructor(options: CallMediaOptions) {
    const { signaling, environment, onLocalChange, onRemoteChange } = options;
    this.#options = options;
    this.#timers = new Timers(environment);
    const shared = { signaling, environment, onTransportLost: () => this.#rebuildSoon() };
    this.local = new LocalTracks({ ...shared, onChange: onLocalChange });
    this.remote = new RemoteTracks({ ...shared, onChange: onRemoteChange });
  }

  /** It was told once which producers there are, and transports were asked for. */
  get ready(): boolean {
    return this.#ready;
  }

  /** No transport is known to have lost its connection. */
  get connected(): boolean {
    return this.#connected;
  }

  get transports(): readonly types.Transport[] {
    return this.#transports?.open ?? [];
  }

  /** Sends and receives in a new session. */
  async start(session: MediaSession): Promise<void> {
    this.#session = session;
    this.#announced = false;
    // Not so for the first time: who joins is in the call before every picture is there.
    if (this.#ready) this.#setConnected(false);
    try {
      this.#device ??= this.#loadDevice(session.routerRtpCapabilities);
      await this.#build(this.#device, session);
    } catch (error) {
      if (this.#session === session) this.#options.onFailed(error);
    }
  }

  /** The session is not (or no longer) in the room: nothing is sent or received. */
  stop(): void {
    this.#session = null;
    this.#cancelRebuild?.();
    this.#cancelRebuild = null;
    this.#transports?.close();
    this.#transports = null;
    void this.local.use(null);
    void this.remote.use(null);
    this.remote.replaceAll([]);
  }

  /** The same session on another socket: media went on, and only what lost its connection restarts. */
  resumed(): void {
    this.#transports?.restartLost();
  }

  /** Events were missed: these are all producers there are. */
  reconcile(producers: readonly ProducerInfo[], ownSession: string): void {
    this.remote.replaceAll(producers.filter(({ session }) => session !== ownSession));
    const own = producers.filter(({ session }) => session === ownSession);
    if (!this.local.reconcile(own)) this.#rebuildSoon();
  }

  /** Others' producers may be received from now on: asks which there are. */
  async subscribe(): Promise<void> {
    if (this.#device && this.#announced) await this.#announce(this.#device);
  }

  /** The worker under the room died, and all transports with it. */
  reset(): void {
    this.remote.loseAll();
    this.#setConnected(false);
    void this.#rebuild();
  }

  close(): void {
    this.#closed = true;
    this.#timers.close();
    this.#transports?.close();
    this.#transports = null;
    this.local.close();
    this.remote.close();
  }

  async #loadDevice(capabilities: Record<string, unknown>): Promise<types.Device> {
    const device = await this.#options.environment.createDevice();
    await device.load({ routerRtpCapabilities: capabilities });
    return device;
  }

  /**
   * Sends and receives everything over new transports; what may pass is tried again. Transports are
   * asked for while the device is still loading.
   */
  async #build(device: Promise<types.Device>, session: MediaSession): Promise<void> {
    if (this.#closed || this.#session !== session) return;
    this.#transports?.close();
    const transports = this.#newTransports(device, session);
    this.#transports = transports;
    this.#rebuiltAt = this.#options.environment.now();
    try {
      await this.#use(transports, device, session);
    } catch (error) {
      if (this.#transports !== transports) return;
      if (!(error instanceof ConfabError && passing.has(error.code))) throw error;
      this.#options.environment.warn('starting media', error);
      this.#rebuildSoon();
    }
  }

  async #use(
    transports: MediaTransports,
    device: Promise<types.Device>,
    session: MediaSession,
  ): Promise<void> {
    void this.remote.use(null);
    // Asked for in one go: a call starts within one way there and back.
    const sent = this.local.use(transports);
    const announced = this.#announced ? Promise.resolve() : this.#announce(device);
    if (session.canSubscribe) this.#prepareReceiving(transports);
    await announced;
    if (this.#transports !== transports) return;
    this.#announced = true;
    const received = this.remote.use(transports);
    this.#ready = true;
    this.#options.onConnectedChange();
    await Promise.all([sent, received]);
    if (this.#transports === transports) this.#setConnected(true);
  }

  #newTransports(device: Promise<types.Device>, session: MediaSession): MediaTransports {
    const { signaling, environment } = this.#options;
    const transports: MediaTransports = new MediaTransports({
      device,
      iceServers: session.iceServers.map(toIceServer),
      signaling,
      environment,
      onConnectedChange: (connected) => {
        if (this.#transports === transports) this.#setConnected(connected);
      },
      onBroken: () => {
        if (this.#transports === transports) this.#rebuildSoon();
      },
    });
    return transports;
  }

  async #announce(device: Promise<types.Device>): Promise<void> {
    const rtpCapabilities = { ...(await device).recvRtpCapabilities };
    await this.remote.announce(async () => {
      const ready = await this.#options.signaling.request('ready', { rtpCapabilities });
      return ready.producers;
    });
  }

  #prepareReceiving(transports: MediaTransports): void {
    transports.get('receive').catch((error: unknown) => {
      if (!transports.closed) this.#options.environment.warn('receive transport', error);
    });
  }

  #setConnected(connected: boolean): void {
    if (this.#connected === connected) return;
    this.#connected = connected;
    this.#options.onConnectedChange();
  }

  /** Makes new transports, soon: what breaks one often breaks several things at once. */
  #rebuildSoon(): void {
    if (this.#cancelRebuild || this.#closed) return;
    const wait = Math.max(0, this.#rebuiltAt + rebuildEveryMs - this.#options.environment.now());
    this.#setConnected(false);
    this.#cancelRebuild = this.#timers.set(() => void this.#rebuild(), wait);
  }

  async #rebuild(): Promise<void> {
    this.#cancelRebuild?.();
    this.#cancelRebuild = null;
    if (!this.#device || !this.#session) return;
    try {
      await this.#build(this.#device, this.#session);
    } catch (error) {
      this.#options.onFailed(error);
    }
  }
}

function toIceServer({ urls, username, credential }: MediaSession['iceServers'][number]) {
  return {
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  };
}
