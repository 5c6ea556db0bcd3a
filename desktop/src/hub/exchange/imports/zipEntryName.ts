import type { Entry } from 'yauzl';
import { decodeCp949 } from './decodeCp949.ts';

const utf8Flag = 0x800;
const unicodePathField = 0x7075;

/**
 * What an entry of an archive is called. Names that say they are Unicode are; of the others macOS
 * writes UTF-8 without saying so, Windows in Korean CP949, and the format itself means CP437, which
 * is how yauzl reads them. Each is told from the next by bytes it cannot hold.
 */
export function zipEntryName(
  entry: Pick<Entry, 'fileName' | 'fileNameRaw' | 'generalPurposeBitFlag' | 'extraFields'>,
): string {
  const saysSo =
    (entry.generalPurposeBitFlag & utf8Flag) !== 0 ||
    entry.extraFields.some(({ id }) => id === unicodePathField);
  if (saysSo) return entry.fileName;
  return decodeUtf8(entry.fileNameRaw) ?? decodeCp949(entry.fileNameRaw) ?? entry.fileName;
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
