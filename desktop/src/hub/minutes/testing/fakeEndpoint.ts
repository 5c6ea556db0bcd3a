import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface Asked {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: unknown;
}

interface Answer {
  readonly status: number;
  readonly content: string;
}

/** A server on this machine that answers as it is told. */
export async function fakeEndpoint(answer: (asked: Asked) => Answer | Promise<Answer>) {
  const asked: Asked[] = [];
  const handle = async (request: IncomingMessage): Promise<{ status: number; body: string }> => {
    const { url = '', headers } = request;
    const one = { path: url, key: headers.authorization, body: await json(request) };
    asked.push(one);
    const { status, content } = await answer(one);
    return { status, body: JSON.stringify({ choices: [{ message: { content } }] }) };
  };
  const server = createServer((request, response) => {
    void handle(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, asked };
}
