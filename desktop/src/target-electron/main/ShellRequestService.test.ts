import { describe, expect, test, vi } from 'vitest';
import { shellRequests } from '../shellRequests.ts';
import { PageMessages } from './PageMessages.ts';
import { ShellRequestService } from './ShellRequestService.ts';
import type { RequestEvent, ShellHandlers } from './ShellRequestService.ts';

type Handler = (event: RequestEvent, params: unknown) => unknown;

function install() {
  const taken = new Map<string, Handler>();
  const handlers = Object.fromEntries(
    Object.keys(shellRequests).map((name) => [name, vi.fn(() => 'answer')]),
  );
  new ShellRequestService({
    handle: (name, handler) => void taken.set(name, handler as unknown as Handler),
  }).install(handlers as unknown as ShellHandlers);
  return { taken, handlers };
}

const from = (origin: string, parent: unknown = null) =>
  ({ senderFrame: { origin, parent } }) as unknown as RequestEvent;
const page = from('app://confab');

describe('requests of the page', () => {
  test('are all taken, each with its own schema', () => {
    const { taken } = install();
    expect([...taken.keys()]).toEqual(Object.keys(shellRequests));
  });

  test('reach their handler when they are well-formed', () => {
    const { taken, handlers } = install();
    expect(taken.get('set-autostart')?.(page, { on: true })).toBe('answer');
    expect(handlers['set-autostart']).toHaveBeenCalledWith({ on: true });
  });

  test.each([
    ['set-theme', { theme: 'pink' }],
    ['connect-hub', { id: -1 }],
    ['open-external', { url: 1 }],
    ['open-external', undefined],
    ['listen', { channel: 'hub-port' }],
    ['set-call', { call: { title: 'Plan', startedAt: 0, microphone: 'loud', camera: 'on' } }],
    ['set-mute-shortcut', { accelerator: 'x'.repeat(81) }],
    ['set-badge', { count: -1 }],
    ['notify', { title: 'x'.repeat(201), body: '', tag: '' }],
  ])('are refused when they are not: %s %o', (name, params) => {
    const { taken, handlers } = install();
    expect(() => taken.get(name)?.(page, params)).toThrow(
      expect.objectContaining({ code: 'malformed-message' }),
    );
    expect(handlers[name]).not.toHaveBeenCalled();
  });

  test.each([
    ['another origin', from('https://example.org')],
    ['the ring’s window', from('null')],
    ['an inner frame', from('app://confab', { origin: 'app://confab' })],
    ['a frame that is gone', { senderFrame: null }],
  ])('are refused from %s', (_who, event) => {
    const { taken, handlers } = install();
    for (const [name, handler] of taken) {
      expect(() => handler(event, {})).toThrow(expect.objectContaining({ code: 'no-permission' }));
      expect(handlers[name]).not.toHaveBeenCalled();
    }
  });
});

test('of whether it is shown the page is told the last only', () => {
  const sent: unknown[] = [];
  const messages = new PageMessages((_channel, payload) => sent.push(payload));
  for (const shown of [true, false, true, false]) messages.post('shown', shown);
  messages.listen('shown');
  expect(sent).toEqual([false]);
});

test('messages wait until the page listens, also after it was loaded again', () => {
  const sent: unknown[] = [];
  const messages = new PageMessages((channel, payload) => sent.push([channel, payload]));
  messages.post('deep-link', 1);
  messages.post('command', 2);
  messages.listen('deep-link');
  expect(sent).toEqual([['deep-link', 1]]);
  messages.post('deep-link', 3);
  messages.reset();
  messages.post('deep-link', 4);
  messages.listen('command');
  messages.listen('deep-link');
  expect(sent).toEqual([
    ['deep-link', 1],
    ['deep-link', 3],
    ['command', 2],
    ['deep-link', 4],
  ]);
});
