import { roomEndedSchema, type RoomEnded } from '@confab/shared-types';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

export interface Heard {
  readonly path: string;
  readonly ended: RoomEnded;
}

/** A sync server that only hears which rooms have ended. */
export async function startSyncServer(): Promise<{
  readonly url: string;
  /** What it heard next, or is about to. */
  readonly next: () => Promise<Heard>;
}> {
  const heard: Heard[] = [];
  const wake = new Set<() => void>();
  const server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      const text = Buffer.concat(chunks as Buffer[]).toString('utf8');
      heard.push({ path: request.url ?? '', ended: roomEndedSchema.parse(JSON.parse(text)) });
      response.writeHead(204).end();
      for (const look of wake) look();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');
  return {
    url: `http://127.0.0.1:${address.port}`,
    next: () =>
      new Promise((resolve) => {
        const look = () => {
          const next = heard.shift();
          if (!next) return;
          wake.delete(look);
          resolve(next);
        };
        wake.add(look);
        look();
      }),
  };
}
