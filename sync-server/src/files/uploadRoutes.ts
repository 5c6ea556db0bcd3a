import { ConfabError, fileHashSchema, workspaceIdSchema } from '@confab/shared-types';
import { z } from 'zod';
import { bodyOf } from '../connections/Router.ts';
import type { HttpCall, Route } from '../connections/Router.ts';
import type { FileRoutesOptions } from './fileRoutes.ts';
import { fileLimitBytes } from './FileStore.ts';
import { keepFile, mediaType } from './keepFile.ts';
import type { PartialUpload, PartialUploads } from './PartialUploads.ts';

const path = '/files/:workspace/:hash/upload';

export interface UploadRoutesOptions extends FileRoutesOptions {
  readonly uploads: PartialUploads;
}

const headersSchema = z.object({
  'upload-offset': z.coerce.number().int().nonnegative(),
  'upload-length': z.coerce.number().int().nonnegative(),
});

/**
 * Uploads in pieces, gone on with after a break. `HEAD` tells in `upload-offset` how many bytes of
 * the account's upload there are; `PATCH` sends the next ones with `upload-offset` and the whole
 * file's `upload-length`: 204 with the new `upload-offset`, 201 when the file is whole and stored,
 * `already-done` when the offset is not where the server is.
 */
export function uploadRoutes(options: UploadRoutesOptions): readonly Route[] {
  return [
    { method: 'HEAD', path, handle: (call) => tellOffset(options, call) },
    { method: 'PATCH', path, handle: (call) => append(options, call) },
  ];
}

async function tellOffset({ access, uploads }: UploadRoutesOptions, call: HttpCall): Promise<void> {
  const upload = await parsePath(call);
  await access.assertMayAdd(upload.workspace, upload.account);
  const offset = String(await uploads.size(upload));
  call.response.writeHead(200, { 'upload-offset': offset, 'cache-control': 'no-store' }).end();
}

async function append(options: UploadRoutesOptions, call: HttpCall): Promise<void> {
  const { access, uploads } = options;
  const { request, response } = call;
  const upload = await parsePath(call);
  await access.assertMayAdd(upload.workspace, upload.account);
  const { 'upload-offset': offset, 'upload-length': length } = headersSchema.parse(request.headers);
  if (length > fileLimitBytes) throw new ConfabError('file-too-large');
  const size = await uploads.append(upload, { offset, limit: length }, bodyOf(request));
  if (size < length) {
    response.writeHead(204, { 'upload-offset': String(size) }).end();
    return;
  }
  const type = mediaType(request.headers['content-type']);
  try {
    await keepFile(options, { ...upload, type }, uploads.read(upload));
  } finally {
    // Whole or wrong: either way there is nothing to go on with.
    await uploads.remove(upload);
  }
  response.writeHead(201).end();
}

async function parsePath({ params, account }: HttpCall): Promise<PartialUpload> {
  return {
    account: await account(),
    workspace: workspaceIdSchema.parse(params['workspace']),
    hash: fileHashSchema.parse(params['hash']),
  };
}
