import { ConfabError, fileHashSchema, workspaceIdSchema } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { bodyOf } from '../connections/Router.ts';
import type { HttpCall, Route } from '../connections/Router.ts';
import type { FileStorage } from '../storage/Storage.ts';
import type { FileAccess } from './FileAccess.ts';
import { fileLimitBytes } from './FileStore.ts';
import type { FileStore } from './FileStore.ts';
import { keepFile, mediaType } from './keepFile.ts';
import { sendStoredFile } from './sendStoredFile.ts';

const path = '/files/:workspace/:hash';

export interface FileRoutesOptions {
  readonly storage: FileStorage;
  readonly store: FileStore;
  readonly access: FileAccess;
  readonly clock: Clock;
}

/** Files of a workspace: what is checked is workspace and hash together. */
export function fileRoutes(options: FileRoutesOptions): readonly Route[] {
  return [
    { method: 'PUT', path, handle: (call) => putFile(options, call) },
    { method: 'GET', path, handle: (call) => sendFile(options, call) },
    { method: 'HEAD', path, handle: (call) => sendFile(options, call) },
  ];
}

async function putFile(options: FileRoutesOptions, call: HttpCall): Promise<void> {
  const { request, response } = call;
  const { storage, store, access } = options;
  const account = await call.account();
  const { workspace, hash } = parsePath(call);
  await access.assertMayAdd(workspace, account);
  if (Number(request.headers['content-length'] ?? 0) > fileLimitBytes) {
    throw new ConfabError('file-too-large');
  }
  if ((await store.has(workspace, hash)) && (await storage.touch(workspace, hash))) {
    request.resume();
    response.writeHead(200).end();
    return;
  }
  const type = mediaType(request.headers['content-type']);
  await keepFile(options, { workspace, hash, type, account }, bodyOf(request));
  response.writeHead(201).end();
}

async function sendFile(options: FileRoutesOptions, call: HttpCall): Promise<void> {
  const { request, response } = call;
  const { storage, access } = options;
  const account = await call.account();
  const { workspace, hash } = parsePath(call);
  await access.assertMayRead(workspace, hash, account);
  // Who asks whether it is here is about to refer to it.
  if (request.method === 'HEAD') await storage.touch(workspace, hash);
  await sendStoredFile(options, { request, response, workspace, hash, cached: true });
}

function parsePath({ params }: HttpCall): { workspace: string; hash: string } {
  return {
    workspace: workspaceIdSchema.parse(params['workspace']),
    hash: fileHashSchema.parse(params['hash']),
  };
}
