import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  mkdir,
  open,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfabError } from '@confab/shared-types';
import type { CatalogueModel } from '@confab/shared-types';
import { z } from 'zod';
import { diskError, isMissing } from '../files/durableFolders.ts';
import { HubUnavailable } from '../outbound/ModelHub.ts';
import type { ModelHub } from '../outbound/ModelHub.ts';
import { syncFile } from './copyFiles.ts';
import { fetchManifest, filePath, manifestSchema } from './modelManifest.ts';
import type { ManifestFile, ModelManifest } from './modelManifest.ts';

export interface ModelDownloadOptions {
  readonly model: CatalogueModel;
  /** Where it is put together; what lies there is gone on with. */
  readonly folder: string;
  readonly hub: ModelHub;
  readonly signal: AbortSignal;
  readonly onProgress: (received: number, total: number) => void;
  readonly onChecking: () => void;
  /** Bytes free where the folder is. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/** What is known of a download beside its bytes. */
export const downloadStateName = '.download.json';
const downloadStateSchema = z.object({
  manifest: manifestSchema,
  /** What the hub called each file when its first bytes came. */
  etags: z.record(z.string(), z.string()),
});
type DownloadState = z.infer<typeof downloadStateSchema>;

/**
 * Brings what is missing of a model and checks all of it. Rejects with HubUnavailable when it may do
 * better later, with the signal's reason, `storage-full`, `model-invalid` for a file that arrives
 * wrong twice, and what `fetchManifest` rejects with; what has come stays.
 */
export async function downloadModel(options: ModelDownloadOptions): Promise<void> {
  const { folder, model, hub, signal } = options;
  await mkdir(folder, { recursive: true });
  const state = await openState(folder, () => fetchManifest(hub, model, signal));
  const progress = await beginProgress(state.manifest, options);
  await requireSpace(folder, progress.missing, options.freeBytes ?? freeBytesOf);
  for (const file of state.manifest.files) await fetchFile(file, state, progress, options);
  options.onChecking();
  for (const file of state.manifest.files) {
    if (await isRight(folder, file, signal)) continue;
    // Bytes may have changed on the way, or the file on the hub between two parts of it.
    await rm(join(folder, file.path));
    progress.add(-file.size);
    await fetchFile(file, state, progress, options);
    if (!(await isRight(folder, file, signal))) {
      await rm(join(folder, file.path));
      throw new ConfabError('model-invalid', `${file.path}: wrong hash`);
    }
  }
  await rm(join(folder, downloadStateName));
}

/** How much of a download that stopped is here; null: nothing to go on with. */
export async function readDownload(
  folder: string,
): Promise<{ repository: string; received: number; total: number } | null> {
  const state = await readState(folder);
  if (state === null) return null;
  const { repository, files } = state.manifest;
  const sizes = await Promise.all(files.map((file) => sizeHere(folder, file)));
  return { repository, received: sum(sizes), total: sum(files.map(({ size }) => size)) };
}

interface Progress {
  readonly missing: number;
  add(bytes: number): void;
}

async function beginProgress(
  { files }: ModelManifest,
  { folder, onProgress }: ModelDownloadOptions,
): Promise<Progress> {
  const total = sum(files.map(({ size }) => size));
  let received = sum(await Promise.all(files.map((file) => sizeHere(folder, file))));
  onProgress(received, total);
  return {
    missing: total - received,
    add: (bytes) => onProgress((received += bytes), total),
  };
}

async function fetchFile(
  file: ManifestFile,
  state: DownloadState,
  progress: Progress,
  { folder, hub, signal }: ModelDownloadOptions,
): Promise<void> {
  const target = join(folder, file.path);
  const here = await sizeHere(folder, file);
  if (here === file.size) return;
  await mkdir(dirname(target), { recursive: true });
  const path = filePath(state.manifest, file.path);
  const known = state.etags[file.path] ?? null;
  const { body, from, etag } = await hub.file({ path, from: here, etag: known, signal });
  if (etag !== null && etag !== known) {
    state.etags[file.path] = etag;
    await writeState(folder, state);
  }
  if (from < here) {
    await truncate(target, from);
    progress.add(from - here);
  }
  let size = from;
  const handle = await open(target, 'a');
  try {
    for await (const chunk of body) {
      if (size + chunk.length > file.size) {
        throw new ConfabError('model-invalid', `${file.path}: too long`);
      }
      await handle.appendFile(chunk);
      size += chunk.length;
      progress.add(chunk.length);
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw isOfHub(error) ? error : diskError(error);
  } finally {
    // Also of what broke off: it is gone on with, perhaps after a power cut.
    await handle.sync();
    await handle.close();
  }
  if (size < file.size) throw new HubUnavailable(`${file.path} is too short`);
}

function isOfHub(error: unknown): boolean {
  return error instanceof HubUnavailable || error instanceof ConfabError;
}

async function isRight(folder: string, file: ManifestFile, signal: AbortSignal): Promise<boolean> {
  const { kind, hex } = file.hash;
  const hash = createHash(kind === 'sha256' ? 'sha256' : 'sha1');
  if (kind === 'git-blob') hash.update(`blob ${file.size}\0`);
  for await (const chunk of createReadStream(join(folder, file.path))) {
    signal.throwIfAborted();
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex') === hex;
}

async function requireSpace(
  folder: string,
  missing: number,
  freeBytes: (folder: string) => Promise<number>,
): Promise<void> {
  const free = await freeBytes(folder);
  if (free < missing) throw new ConfabError('storage-full', `${missing - free} bytes too few`);
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function openState(
  folder: string,
  fetch: () => Promise<ModelManifest>,
): Promise<DownloadState> {
  const kept = await readState(folder);
  if (kept !== null) return kept;
  const state = { manifest: await fetch(), etags: {} };
  await writeState(folder, state);
  return state;
}

async function readState(folder: string): Promise<DownloadState | null> {
  try {
    const text = await readFile(join(folder, downloadStateName), 'utf8');
    return downloadStateSchema.parse(JSON.parse(text));
  } catch (error) {
    const unreadable = error instanceof SyntaxError || error instanceof z.ZodError;
    if (unreadable || isMissing(error)) return null;
    throw error;
  }
}

async function writeState(folder: string, state: DownloadState): Promise<void> {
  const target = join(folder, downloadStateName);
  try {
    await writeFile(`${target}.new`, JSON.stringify(state));
    await syncFile(`${target}.new`);
    await rename(`${target}.new`, target);
  } catch (error) {
    throw diskError(error);
  }
}

/** More than there should be is nothing to go on with; the rest of the way is by its hash. */
async function sizeHere(folder: string, file: ManifestFile): Promise<number> {
  try {
    const { size } = await stat(join(folder, file.path));
    if (size <= file.size) return size;
    await truncate(join(folder, file.path), 0);
    return 0;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
