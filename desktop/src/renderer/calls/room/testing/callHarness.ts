import { Device } from 'mediasoup-client';
import type { types } from 'mediasoup-client';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack';
import { CallClient, type CallState, type CallTicket } from '../CallClient.ts';
import { browserEnvironment, type CallEnvironment, type Socket } from '../callEnvironment.ts';

/** A caller of a real media server, whose WebRTC is made up: nothing is captured or decoded. */
export interface Caller {
  readonly call: CallClient;
  /** Types of all requests it sent, pings aside. */
  readonly sent: string[];
  readonly transports: types.Transport[];
  readonly warnings: unknown[];
  /** Cuts its socket, as a network does. */
  cut(): void;
  /** Resolves with the first state, now or later, that fits. */
  when(fits: (state: CallState) => boolean): Promise<CallState>;
}

/** Joins a media server that is really there, with tickets of the test's making. */
export async function startCaller(
  ticket: () => Promise<CallTicket>,
  movesFrom?: string,
): Promise<Caller> {
  const sent: string[] = [];
  const transports: types.Transport[] = [];
  const warnings: unknown[] = [];
  let socket: Socket | null = null;
  const environment: CallEnvironment = {
    ...browserEnvironment,
    openSocket(url, events) {
      const opened = browserEnvironment.openSocket(url, events);
      socket = opened;
      return {
        send(text) {
          const { type } = JSON.parse(text) as { type: string };
          if (type !== 'ping') sent.push(type);
          opened.send(text);
        },
        close: () => opened.close(),
      };
    },
    async createDevice() {
      const handlerFactory = FakeHandler.createFactory(fakeParameters);
      const device = await Device.factory({ handlerFactory });
      device.observer.on('newtransport', (transport) => transports.push(transport));
      return device;
    },
    warn: (message, error) => warnings.push([message, error]),
  };
  const call = CallClient.join({
    ticket: await ticket(),
    refreshTicket: ticket,
    environment,
    ...(movesFrom === undefined ? {} : { movesFrom }),
  });
  return {
    call,
    sent,
    transports,
    warnings,
    cut: () => socket?.close(),
    when: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const state = call.getState();
          if (!fits(state)) return;
          stop();
          resolve(state);
        };
        const stop = call.subscribe(look);
        look();
      }),
  };
}

export function fakeTrack(kind: 'audio' | 'video'): MediaStreamTrack {
  return new FakeMediaStreamTrack({ kind });
}
