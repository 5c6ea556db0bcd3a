import type { BlockType } from '@confab/shared-types';

/** Media types of files that come without one, by their ending. */
const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  svg: 'image/svg+xml',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  pdf: 'application/pdf',
  zip: 'application/zip',
  txt: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
};

export function mediaTypeOf(name: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return types[ending] ?? 'application/octet-stream';
}

/** The block that shows a file of this name. An SVG may hold scripts: it is a file, not a picture. */
export function blockTypeOfFile(name: string): BlockType & ('image' | 'video' | 'audio' | 'file') {
  const type = mediaTypeOf(name);
  if (type === 'image/svg+xml') return 'file';
  const [kind] = type.split('/');
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'file';
}

/** The last part of a path or address, decoded where it is encoded. */
export function fileNameIn(address: string): string {
  const [path = ''] = address.split(/[?#]/, 1);
  const name = path.split('/').at(-1) ?? '';
  return decodePath(name);
}

/** Undoes URL encoding; what is not encoded stays as it is. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
