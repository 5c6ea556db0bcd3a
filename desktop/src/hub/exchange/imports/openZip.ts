import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ConfabError } from '@confab/shared-types';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { cleanPath } from './SourceFile.ts';
import type { SourceFile } from './SourceFile.ts';
import { zipEntryName } from './zipEntryName.ts';

/** What an archive may claim; more is taken for an attack on the disk. */
export interface ZipLimits {
  readonly entries: number;
  readonly entryBytes: number;
  readonly totalBytes: number;
  /** How much smaller compression may have made an entry. */
  readonly ratio: number;
}

/** Text compresses to a tenth, a bomb to a thousandth. */
const importLimits: ZipLimits = {
  entries: 100_000,
  entryBytes: 1024 ** 3,
  totalBytes: 8 * 1024 ** 3,
  ratio: 200,
};
/** Small entries may be as dense as they like. */
const ratioMatters = 16 * 1024 ** 2;

export interface OpenedZip {
  readonly files: readonly SourceFile[];
  close(): void;
}

/**
 * Opens a ZIP archive; nothing is unpacked until it is read, and reading more than an entry claims
 * to hold fails. Rejects with `import-unreadable` for what is no archive, is encrypted, has paths
 * that lead out of it, or claims to be far larger than it is.
 */
export async function openZip(path: string, limits = importLimits): Promise<OpenedZip> {
  let zip: ZipFile | null = null;
  try {
    zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false });
    const files = await readEntries(zip, limits);
    const opened = zip;
    return { files, close: () => opened.close() };
  } catch (error) {
    zip?.close();
    if (error instanceof ConfabError) throw error;
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
}

async function readEntries(zip: ZipFile, limits: ZipLimits): Promise<SourceFile[]> {
  if (zip.entryCount > limits.entries) throw unreadable(`${zip.entryCount} entries`);
  const files: SourceFile[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const name = zipEntryName(entry);
    if (name.endsWith('/')) continue;
    const path = cleanPath(name);
    if (path === null) throw unreadable(`the path "${name}"`);
    total += entry.uncompressedSize;
    if (isBomb(entry, limits) || total > limits.totalBytes)
      throw unreadable(`the size of "${path}"`);
    files.push({ path, size: entry.uncompressedSize, open: () => openEntry(zip, entry) });
  }
  return files;
}

function isBomb({ uncompressedSize, compressedSize }: Entry, limits: ZipLimits): boolean {
  if (uncompressedSize > limits.entryBytes) return true;
  return uncompressedSize > ratioMatters && uncompressedSize > compressedSize * limits.ratio;
}

async function openEntry(zip: ZipFile, entry: Entry) {
  try {
    return await zip.openReadStreamPromise(entry);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
}

/** Writes a file of an archive to the disk. */
export async function extractTo(file: SourceFile, path: string): Promise<void> {
  await pipeline(await file.open(), createWriteStream(path, { mode: 0o600 }));
}

function unreadable(detail: string): ConfabError {
  return new ConfabError('import-unreadable', detail.slice(0, 500));
}
