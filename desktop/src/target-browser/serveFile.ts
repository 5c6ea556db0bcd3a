import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { readHubFile } from '../shell/readHubFile.ts';
import { readRange } from '../shell/readRange.ts';
import type { HubFile } from '../shell/RunningHub.ts';

/** A whole file or the one range asked for (RFC 9110 §14): media elements seek by ranges. */
export async function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: Pick<HubFile, 'path' | 'size' | 'seal'>,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const range = readRange(request.headers.range, file.size);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${file.size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  response.writeHead(range === null ? 200 : 206, {
    ...headers,
    'accept-ranges': 'bytes',
    'content-length': String(end - start + 1),
    ...(range === null ? {} : { 'content-range': `bytes ${start}-${end}/${file.size}` }),
  });
  if (request.method === 'HEAD' || file.size === 0) {
    response.end();
    return;
  }
  await pipeline(readHubFile(file, start, end), response);
}
