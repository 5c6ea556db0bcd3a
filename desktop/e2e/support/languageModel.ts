import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface LanguageModel {
  /** The base address of its API. */
  readonly url: string;
  /** What it was asked, with the key it came with. */
  readonly asked: readonly { readonly key: string | undefined; readonly body: unknown }[];
  /** The next answers; null: it does not know the key. Held back until `release` while `held`. */
  answer: string | null;
  hold(): void;
  release(): void;
  stop(): Promise<void>;
}

/** A server with an OpenAI-compatible API on this machine, which answers what it is told to. */
export async function startLanguageModel(): Promise<LanguageModel> {
  const asked: { key: string | undefined; body: unknown }[] = [];
  let gate = Promise.resolve();
  let open = (): void => undefined;
  const model = { answer: 'ready' as string | null };
  const reply = async (request: IncomingMessage): Promise<{ status: number; body: string }> => {
    asked.push({ key: request.headers.authorization, body: await json(request) });
    await gate;
    const { answer } = model;
    if (answer === null) return { status: 401, body: '{}' };
    return { status: 200, body: JSON.stringify({ choices: [{ message: { content: answer } }] }) };
  };
  const server = createServer((request, response) => {
    void reply(request).then(({ status, body }) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(body),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(model, {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    hold: () => {
      gate = new Promise((resolve) => (open = resolve));
    },
    release: () => open(),
    stop: async () => {
      open();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
