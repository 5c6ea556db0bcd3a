import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { ConfabError } from '@confab/shared-types';
import type { FileStorage, StoredFile } from '../storage/Storage.ts';
import type { FileStore } from './FileStore.ts';
import { parseRange } from './parseRange.ts';

export interface FileSource {
  readonly storage: Pick<FileStorage, 'find'>;
  readonly store: Pick<FileStore, 'has' | 'read'>;
}

export interface FileRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly workspace: string;
  readonly hash: string;
  /** Whether whoever asks may keep it; what a link shows may be taken away. */
  readonly cached: boolean;
}

/** Sends a file whole or in part. Whether they may have it is the caller's to ask. Throws `not-found`. */
export async function sendStoredFile(source: FileSource, wanted: FileRequest): Promise<void> {
  const { request, response, workspace, hash } = wanted;
  const file = await source.storage.find(workspace, hash);
  if (file === null || !(await source.store.has(workspace, hash))) {
    throw new ConfabError('not-found');
  }
  const range = parseRange(request.headers.range, file.size);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${String(file.size)}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  response.writeHead(range === null ? 200 : 206, {
    ...headersOf(file, wanted.cached),
    'content-length': end - start + 1,
    ...(range === null
      ? {}
      : { 'content-range': `bytes ${String(start)}-${String(end)}/${String(file.size)}` }),
  });
  if (request.method === 'HEAD' || file.size === 0) response.end();
  else await pipeline(source.store.read(workspace, hash, start, end), response);
}

/** Whatever the bytes are, a browser that shows them runs nothing and asks for nothing. */
function headersOf(file: StoredFile, cached: boolean): Record<string, string> {
  const inline = inlineTypes.test(file.type);
  return {
    'content-type': inline ? file.type : 'application/octet-stream',
    'content-disposition': inline ? 'inline' : 'attachment',
    'accept-ranges': 'bytes',
    'cache-control': cached ? 'private, max-age=31536000, immutable' : 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    etag: `"${file.hash}"`,
  };
}

/** Raster images, audio and video; SVG is a document that may hold scripts. */
const inlineTypes = /^(image\/(png|jpeg|gif|webp|avif|bmp)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;
