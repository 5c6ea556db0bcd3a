import type { TrackSource } from '@confab/shared-types';
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack';
import { Device } from 'mediasoup-client';
import { CallClient } from '../desktop/src/renderer/calls/room/CallClient.ts';
import type { CallState, CallTicket } from '../desktop/src/renderer/calls/room/CallClient.ts';
import {
  browserEnvironment,
  type CallEnvironment,
  type Socket,
} from '../desktop/src/renderer/calls/room/callEnvironment.ts';
import { MediaCounts } from './media/MediaCounts.ts';
import type { Pacer } from './media/Pacer.ts';
import { weriftHandlerFactory } from './media/WeriftHandler.ts';
import { PingTimes } from './PingTimes.ts';

export interface ParticipantOptions {
  readonly identity: string;
  readonly room: string;
  /** A new one for every join. */
  readonly ticket: () => Promise<CallTicket>;
  readonly publishes: readonly ('microphone' | 'camera')[];
  /** The simulcast layer of others' cameras that is wanted. */
  readonly layer: number;
  readonly isTalking: () => boolean;
  readonly pacer: Pacer;
  readonly onProblem: (text: string) => void;
}

/** One of the crowd: the app's own call client, whose WebRTC is werift's and whose devices are made up. */
export class Participant {
  readonly identity: string;
  readonly room: string;
  readonly call: CallClient;
  readonly counts = new MediaCounts();
  readonly pings = new PingTimes();
  readonly joinedAt = performance.now();
  readonly #options: ParticipantOptions;
  #socket: Socket | null = null;

  static async join(options: ParticipantOptions): Promise<Participant> {
    return new Participant(options, await options.ticket());
  }

  private constructor(options: ParticipantOptions, ticket: CallTicket) {
    const { identity, room, publishes } = options;
    this.#options = options;
    this.identity = identity;
    this.room = room;
    this.call = CallClient.join({
      ticket,
      refreshTicket: options.ticket,
      environment: this.#environment(),
    });
    this.call.subscribe(() => this.#choosePictures());
    for (const source of publishes) {
      const kind = source === 'camera' ? 'video' : 'audio';
      const media = new FakeMediaStreamTrack({ kind });
      const publication = { source, track: `${source}-${identity}`, media };
      this.call.publish(publication).catch((error: unknown) => this.#tell(source, error));
    }
  }

  /** Its socket goes without a word, as on a train. */
  cut(): void {
    this.#socket?.close();
  }

  /** Resolves with the first state, now or later, that fits; rejects when the call ended otherwise. */
  when(fits: (state: CallState) => boolean): Promise<CallState> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const state = this.call.getState();
        if (fits(state)) resolve(state);
        else if (state.phase === 'ended') reject(new Error(describeEnd(this.identity, state)));
        else return;
        stop();
      };
      const stop = this.call.subscribe(look);
      look();
    });
  }

  leave(): void {
    this.call.leave();
  }

  /** What goes wrong once it left is of no interest. */
  #tell(message: string, error: unknown): void {
    const { identity, onProblem } = this.#options;
    if (this.call.getState().reason !== 'left')
      onProblem(`${identity} ${message}: ${describe(error)}`);
  }

  #choosePictures(): void {
    const { layer } = this.#options;
    for (const { session, tracks } of this.call.getState().peers) {
      for (const source of Object.keys(tracks) as TrackSource[]) {
        if (source === 'camera') this.call.setPreferredLayers(session, source, layer);
      }
    }
  }

  #environment(): CallEnvironment {
    const { pacer, isTalking } = this.#options;
    return {
      ...browserEnvironment,
      openSocket: (url, events) => {
        const socket = browserEnvironment.openSocket(url, {
          ...events,
          onMessage: (text) => {
            this.pings.received(text);
            events.onMessage(text);
          },
        });
        this.#socket = {
          send: (text) => {
            this.pings.sent(text);
            socket.send(text);
          },
          close: () => socket.close(),
        };
        return this.#socket;
      },
      createDevice: () =>
        Device.factory({
          handlerFactory: weriftHandlerFactory({ pacer, counts: this.counts, isTalking }),
        }),
      warn: (message, error) => this.#tell(message, error),
    };
  }
}

function describeEnd(identity: string, { reason, error }: CallState): string {
  return `${identity} is out of the call: ${reason ?? ''} ${error ?? ''}`.trim();
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : JSON.stringify(error);
}
