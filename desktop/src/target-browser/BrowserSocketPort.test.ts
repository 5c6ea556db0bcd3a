import { afterAll, beforeAll } from 'vitest';
import type { FramePort } from '../shell/FramePort.ts';
import { framePortContract } from '../shell/framePortContract.ts';
import { Inbox } from '../shell/Inbox.ts';
import { BrowserSocketPort } from './BrowserSocketPort.ts';
import { offerSubprotocols } from './hubSubprotocols.ts';
import { LoopbackServer } from './LoopbackServer.ts';

const token = 'a-token-of-this-test-0123456789abcdef';
const attached = new Inbox<FramePort>();
const server = new LoopbackServer({ rendererDir: '/nowhere', token, log: () => undefined });

beforeAll(async () => {
  await server.listen(0);
  server.serve({
    attach: (port) => attached.deliver(port),
    openFile: () => Promise.resolve(null),
    close: () => Promise.resolve(),
  });
});

afterAll(() => server.close());

framePortContract('WebSocket, page side', async () => {
  const arriving = new Promise<FramePort>((resolve) => attached.onMessage(resolve));
  // Node's own WebSocket is a browser's, but that it must be told its origin.
  const options = { protocols: offerSubprotocols(token), headers: { origin: server.origin } };
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/hub`, options as never);
  const here = new BrowserSocketPort(socket);
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  return {
    here,
    there: await arriving,
    dispose: () => Promise.resolve(here.close()),
  };
});
