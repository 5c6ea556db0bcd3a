import { once } from 'node:events';
import { BrowserSocketPort } from '../../target-browser/BrowserSocketPort.ts';
import { offerSubprotocols } from '../../target-browser/hubSubprotocols.ts';
import { TestWindow } from './TestWindow.ts';

/** Opens a window at a hub in another process, as a tab does. `url` is the one it is ready at. */
export async function connectTab(url: string): Promise<TestWindow> {
  return TestWindow.over(await dialTab(url));
}

/** The channel of a tab, on which nothing has been said yet. */
export async function dialTab(url: string): Promise<BrowserSocketPort> {
  const { origin, host, hash } = new URL(url);
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? '';
  // Node's WebSocket takes headers, which the DOM's declaration does not know.
  const options = { protocols: offerSubprotocols(token), headers: { origin } };
  const socket = new WebSocket(`ws://${host}/hub`, options as never);
  const port = new BrowserSocketPort(socket);
  await once(socket, 'open');
  return port;
}
