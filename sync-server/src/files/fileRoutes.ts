import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { ConfabError, fileHashSchema, workspaceIdSchema } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { bodyOf } from '../connections/Router.ts';
import type { HttpCall, Route } from '../connections/Router.ts';
import type { FileStorage, StoredFile } from '../storage/Storage.ts';
import type { Roles } from '../workspaces/Roles.ts';
import { fileLimitBytes } from './FileStore.ts';
import type { FileStore } from './FileStore.ts';
import { parseRange } from './parseRange.ts';

const path = '/files/:workspace/:hash';

export interface FileRoutesOptions {
  readonly storage: FileStorage;
  readonly store: FileStore;
  readonly roles: Roles;
  readonly clock: Clock;
}

/** Files of a workspace, for its members: what is checked is workspace and hash together. */
export function fileRoutes(options: FileRoutesOptions): readonly Route[] {
  return [
    { method: 'PUT', path, handle: (call) => putFile(options, call) },
    { method: 'GET', path, handle: (call) => sendFile(options, call) },
    { method: 'HEAD', path, handle: (call) => sendFile(options, call) },
  ];
}

async function putFile(options: FileRoutesOptions, call: HttpCall): Promise<void> {
  const { request, response } = call;
  const { storage, store, roles, clock } = options;
  const account = await call.account();
  const { workspace, hash } = parsePath(call);
  // A commenter may attach a file to a comment; a viewer writes nothing.
  await roles.require(workspace, account, 'commenter');
  if (Number(request.headers['content-length'] ?? 0) > fileLimitBytes) {
    throw new ConfabError('file-too-large');
  }
  const known = await storage.find(workspace, hash);
  if (known !== null && (await store.has(workspace, hash))) {
    request.resume();
    response.writeHead(200).end();
    return;
  }
  const size = await store.write(workspace, hash, bodyOf(request));
  const type = mediaType(request.headers['content-type']);
  await storage.add({ workspace, hash, size, type, addedBy: account, addedAt: clock.now() });
  response.writeHead(201).end();
}

async function sendFile(options: FileRoutesOptions, call: HttpCall): Promise<void> {
  const { request, response } = call;
  const { storage, store, roles } = options;
  const account = await call.account();
  const { workspace, hash } = parsePath(call);
  await roles.require(workspace, account);
  const file = await storage.find(workspace, hash);
  if (file === null || !(await store.has(workspace, hash))) throw new ConfabError('not-found');

  const range = parseRange(request.headers.range, file.size);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${String(file.size)}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  writeFileHead(response, file, range === null ? 200 : 206, start, end);
  if (request.method === 'HEAD' || file.size === 0) response.end();
  else await pipeline(store.read(workspace, hash, start, end), response);
}

/** Whatever the bytes are, a browser that shows them runs nothing and asks for nothing. */
function writeFileHead(
  response: ServerResponse,
  file: StoredFile,
  status: 200 | 206,
  start: number,
  end: number,
): void {
  const inline = inlineTypes.test(file.type);
  response.writeHead(status, {
    'content-type': inline ? file.type : 'application/octet-stream',
    'content-length': end - start + 1,
    'content-disposition': inline ? 'inline' : 'attachment',
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    etag: `"${file.hash}"`,
    ...(status === 206
      ? { 'content-range': `bytes ${String(start)}-${String(end)}/${String(file.size)}` }
      : {}),
  });
}

/** Raster images, audio and video; SVG is a document that may hold scripts. */
const inlineTypes = /^(image\/(png|jpeg|gif|webp|avif|bmp)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

function mediaType(header: string | undefined): string {
  const type = (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(type) ? type : 'application/octet-stream';
}

function parsePath({ params }: HttpCall): { workspace: string; hash: string } {
  return {
    workspace: workspaceIdSchema.parse(params['workspace']),
    hash: fileHashSchema.parse(params['hash']),
  };
}
