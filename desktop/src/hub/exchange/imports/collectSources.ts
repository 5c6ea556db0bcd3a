import { createReadStream } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { ConfabError } from '@confab/shared-types';
import type { UploadedFile } from '../../files/FileTransfers.ts';
import type { TemporaryFiles } from '../TemporaryFiles.ts';
import { extractTo, openZip } from './openZip.ts';
import type { OpenedZip } from './openZip.ts';
import { cleanPath } from './SourceFile.ts';
import type { SourceFile } from './SourceFile.ts';

export interface Sources {
  readonly files: readonly SourceFile[];
  /** Whether an Obsidian vault is among them. */
  readonly isVault: boolean;
  /** Closes archives and removes what was unpacked. */
  close(): Promise<void>;
}

/** What systems and other programs leave beside a person's own files. */
const ignored =
  /(^|\/)(__MACOSX|\.git|\.obsidian|\.trash|\.DS_Store|Thumbs\.db|desktop\.ini)(\/|$)/;

/**
 * All files in what was given, archives opened (Notion's export has archives in its archive). A
 * folder that holds everything else is no folder of pages.
 */
export async function collectSources(
  given: readonly UploadedFile[],
  temporary: TemporaryFiles,
): Promise<Sources> {
  const zips: OpenedZip[] = [];
  const unpacked: string[] = [];
  const close = async (): Promise<void> => {
    for (const zip of zips) zip.close();
    for (const path of unpacked) await temporary.remove(path);
  };
  const addZip = async (path: string): Promise<readonly SourceFile[]> => {
    const zip = await openZip(path);
    zips.push(zip);
    return zip.files;
  };
  try {
    const files: SourceFile[] = [];
    for (const { name, path, size } of given) {
      if (isZip(name)) files.push(...(await addZip(path)));
      else files.push(onDisk(name, path, size));
    }
    const inner = files.filter((file) => isZip(file.path) && zips.length > 0);
    for (const archive of inner) {
      const path = temporary.newPath();
      unpacked.push(path);
      await extractTo(archive, path);
      files.splice(files.indexOf(archive), 1, ...(await addZip(path)));
    }
    const wanted = files.filter(({ path }) => !ignored.test(path));
    const isVault = files.some(({ path }) => /(^|\/)\.obsidian\//.test(path));
    return { files: withoutCommonFolder(wanted), isVault, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Files and folders of this machine as if they had been sent; links to elsewhere are not followed. */
export async function listLocalFiles(paths: readonly string[]): Promise<UploadedFile[]> {
  const found: UploadedFile[] = [];
  for (const path of paths) {
    const { size, isFolder } = await inspect(path);
    if (!isFolder) {
      found.push({ name: basename(path), path, size });
      continue;
    }
    for await (const entry of await opendir(path, { recursive: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const name = relative(join(path, '..'), file).split(sep).join('/');
      found.push({ name, path: file, size: (await stat(file)).size });
    }
  }
  return found;
}

async function inspect(path: string) {
  try {
    const stats = await stat(path);
    return { size: stats.size, isFolder: stats.isDirectory() };
  } catch (error) {
    throw new ConfabError('import-unreadable', path, { cause: error });
  }
}

function onDisk(name: string, path: string, size: number): SourceFile {
  const clean = cleanPath(name);
  if (clean === null) throw new ConfabError('import-unreadable', `the path "${name}"`);
  return { path: clean, size, open: () => Promise.resolve(createReadStream(path)) };
}

function isZip(path: string): boolean {
  return path.toLowerCase().endsWith('.zip');
}

function withoutCommonFolder(files: readonly SourceFile[]): SourceFile[] {
  const [first] = files;
  const end = first?.path.indexOf('/') ?? -1;
  if (first === undefined || end === -1) return [...files];
  const folder = first.path.slice(0, end + 1);
  if (!files.every(({ path }) => path.startsWith(folder))) return [...files];
  const shorter = files.map((file) => ({ ...file, path: file.path.slice(folder.length) }));
  return withoutCommonFolder(shorter);
}
