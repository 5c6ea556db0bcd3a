import type { Readable } from 'node:stream';

/** A file to import, wherever it lies: on the disk or in an archive. */
export interface SourceFile {
  /** Where it lies among the others: names divided by `/`, in Unicode's composed form. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  open(): Promise<Readable>;
}

/** All bytes of a file. The caller has looked at its size. */
export async function readAll(file: SourceFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await file.open()) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A path as it is compared; null when it leads out of the folder it is in. */
export function cleanPath(path: string): string | null {
  const names = path.replaceAll('\\', '/').normalize('NFC').split('/');
  const unsafe = names.some((name) => name === '..' || name.includes('\0'));
  if (unsafe || /^([a-z]:|\/)/i.test(path)) return null;
  const clean = names.filter((name) => name !== '' && name !== '.').join('/');
  return clean === '' ? null : clean;
}
