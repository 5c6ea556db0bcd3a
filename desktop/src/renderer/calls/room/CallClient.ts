import {
  ConfabError,
  type CallRole,
  type RoomRules,
  type SignalingRequestData,
  type SignalingRequestType,
  type TrackSource,
} from '@confab/shared-types';
import { browserEnvironment, type CallEnvironment } from './callEnvironment.ts';
import { CallMembership } from './CallMembership.ts';
import type {
  Call,
  CallState,
  CallStatistics,
  CallTicket,
  DataMessage,
  HostWord,
  Publication,
} from './callState.ts';
import { StatisticsReader } from './StatisticsReader.ts';

export type * from './callState.ts';

export interface CallClientOptions {
  readonly ticket: CallTicket;
  /** Asked for a new ticket when the session could not be resumed (over 30 s away). */
  readonly refreshTicket: () => Promise<CallTicket>;
  /** Move here: ends this other session of the same person (reason `moved`). */
  readonly movesFrom?: string;
  readonly environment?: CallEnvironment;
}

/**
 * One call, as its user has it: what they see of it and may ask. Without devices of its own: tracks
 * come from its user.
 */
export class CallClient implements Call {
  readonly #membership: CallMembership;
  readonly #statistics: StatisticsReader;

  /** Starts joining and returns at once, in phase `joining`. */
  static join(options: CallClientOptions): CallClient {
    return new CallClient(options);
  }

  private constructor({ ticket, refreshTicket, movesFrom, environment }: CallClientOptions) {
    const environmentUsed = environment ?? browserEnvironment;
    const membership = new CallMembership({
      ticket,
      refreshTicket,
      movesFrom,
      environment: environmentUsed,
    });
    this.#membership = membership;
    this.#statistics = new StatisticsReader({
      media: membership.media,
      environment: environmentUsed,
      ownSession: () => membership.state.self?.session ?? null,
    });
  }

  subscribe(listener: () => void): () => void {
    return this.#membership.changed.add(listener);
  }

  getState(): CallState {
    return this.#membership.state;
  }

  publish(publication: Publication): Promise<void> {
    if (this.#membership.ended) return Promise.reject(new ConfabError('cancelled'));
    return this.#membership.media.local.publish(publication);
  }

  unpublish(source: TrackSource): Promise<void> {
    return this.#membership.media.local.unpublish(source);
  }

  setMuted(source: TrackSource, muted: boolean): Promise<void> {
    return this.#membership.media.local.setMuted(source, muted);
  }

  replaceTrack(source: TrackSource, media: MediaStreamTrack): Promise<void> {
    return this.#membership.media.local.replaceTrack(source, media);
  }

  setPreferredLayers(session: string, source: TrackSource, spatialLayer: number): void {
    this.#membership.media.remote.view(session, source, { layer: spatialLayer });
  }

  setVisible(session: string, source: TrackSource, visible: boolean): void {
    this.#membership.media.remote.view(session, source, { visible });
  }

  setPriority(session: string, source: TrackSource, priority: number): void {
    this.#membership.media.remote.view(session, source, { priority });
  }

  setAudioOnly(on: boolean): void {
    this.#membership.audioOnly.choose(on);
  }

  statistics(): Promise<CallStatistics> {
    return this.#statistics.read();
  }

  async sendData(topic: string, payload: unknown): Promise<void> {
    this.#requireConnection();
    await this.#ask('sendData', { topic, payload });
  }

  onData(listener: (message: DataMessage) => void): () => void {
    return this.#membership.data.add(listener);
  }

  async sendChat(id: string, text: string): Promise<void> {
    this.#requireConnection();
    const { message } = await this.#membership.signaling.request('sendChat', { id, text });
    this.#membership.addChat([message]);
  }

  setTranscription(on: boolean): Promise<void> {
    return this.#ask('setTranscription', { on });
  }

  raiseHand(raised: boolean): Promise<void> {
    return this.#ask('raiseHand', { raised });
  }

  setRules(rules: Partial<RoomRules>): Promise<void> {
    return this.#ask('setRules', rules);
  }

  admit(session: string): Promise<void> {
    return this.#ask('admit', { session });
  }

  refuse(session: string): Promise<void> {
    return this.#ask('refuse', { session });
  }

  setRole(session: string, role: CallRole): Promise<void> {
    return this.#ask('setRole', { session, role });
  }

  mutePeer(session: string, source: TrackSource): Promise<void> {
    return this.#ask('mutePeer', { session, source });
  }

  askToUnmute(session: string, source: TrackSource): Promise<void> {
    return this.#ask('askToUnmute', { session, source });
  }

  removePeer(session: string): Promise<void> {
    return this.#ask('removePeer', { session });
  }

  endForAll(): Promise<void> {
    return this.#ask('endRoom', {});
  }

  onHostWord(listener: (word: HostWord) => void): () => void {
    return this.#membership.hostWords.add(listener);
  }

  serverNow(): number | null {
    return this.#membership.signaling.serverNow();
  }

  leave(): void {
    this.#membership.end('left', null);
  }

  #requireConnection(): void {
    if (!this.#membership.signaling.connected) throw new ConfabError('not-connected');
  }

  async #ask<T extends SignalingRequestType>(
    type: T,
    data: SignalingRequestData<T>,
  ): Promise<void> {
    await this.#membership.signaling.request(type, data);
  }
}
