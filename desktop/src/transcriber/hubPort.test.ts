import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import type { FromTranscriber } from '@confab/shared-types';
import { openHubPort } from './hubPort.ts';

class FakePort extends EventEmitter {
  readonly sent: unknown[] = [];
  started = false;
  postMessage(message: unknown): void {
    this.sent.push(message);
  }
  start(): void {
    this.started = true;
  }
}

const done: FromTranscriber = { type: 'done', job: 'j' };

function listen(process: object): { heard: unknown[]; closed: () => boolean; post: () => void } {
  const hub = openHubPort(process as Parameters<typeof openHubPort>[0]);
  const heard: unknown[] = [];
  let closed = false;
  hub.onMessage((message) => heard.push(message));
  hub.onClose(() => (closed = true));
  return { heard, closed: () => closed, post: () => hub.post(done) };
}

it('speaks over the channel of a forked process', () => {
  const sent: unknown[] = [];
  const process = Object.assign(new EventEmitter(), { send: (m: unknown) => sent.push(m) });
  const { heard, closed, post } = listen(process);
  post();
  process.emit('message', 'hello');
  expect([sent, heard, closed()]).toEqual([[done], ['hello'], false]);
  process.emit('disconnect');
  expect(closed()).toBe(true);
});

it('speaks over the port that Electron hands to it', () => {
  const parentPort = new FakePort();
  const direct = new FakePort();
  const { heard, closed, post } = listen(Object.assign(new EventEmitter(), { parentPort }));
  post();
  parentPort.emit('message', { data: null, ports: [direct] });
  expect(direct.started).toBe(true);
  direct.emit('message', { data: 'hello', ports: [] });
  post();
  expect([direct.sent, parentPort.sent, heard]).toEqual([[done, done], [], ['hello']]);
  direct.emit('close');
  expect(closed()).toBe(true);
});

it('speaks over the parent port itself when no other is handed over', () => {
  const parentPort = new FakePort();
  const { heard, post } = listen(Object.assign(new EventEmitter(), { parentPort }));
  parentPort.emit('message', { data: 'hello', ports: [] });
  post();
  expect([parentPort.sent, heard]).toEqual([[done], ['hello']]);
});

it('does not run without a hub', () => {
  expect(() => listen(new EventEmitter())).toThrow(/without a channel/);
});
