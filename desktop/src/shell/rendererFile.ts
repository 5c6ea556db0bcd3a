import { stat } from 'node:fs/promises';
import { extname, join, normalize, resolve, sep } from 'node:path';

export interface RendererFile {
  readonly path: string;
  readonly size: number;
  /** Content type and how long it may be cached. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Every kind of file that the renderer's build may hold. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  // Parts of the model that finds people in the camera's picture.
  '.tflite': 'application/octet-stream',
  '.binarypb': 'application/octet-stream',
  '.data': 'application/octet-stream',
};

/**
 * The file of the built renderer that a URL's path names, or null. A path without an extension is a
 * place inside the app, so it is the page itself. Files under `/assets/` carry a hash of what they
 * hold in their names and never change.
 */
export async function rendererFile(folder: string, pathname: string): Promise<RendererFile | null> {
  const decoded = decodePath(pathname);
  if (decoded === null) return null;
  const name = extname(decoded) === '' ? '/index.html' : decoded;
  const type = contentTypes[extname(name).toLowerCase()];
  const top = resolve(folder);
  const path = join(top, normalize(name));
  if (type === undefined || !path.startsWith(top + sep)) return null;
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  if (found === null || !found.isFile()) return null;
  const lasting = name.startsWith('/assets/');
  return {
    path,
    size: found.size,
    headers: {
      'content-type': type,
      'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'no-store',
    },
  };
}

function decodePath(pathname: string): string | null {
  try {
    const decoded = decodeURIComponent(pathname);
    return decoded.includes('\0') ? null : decoded;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
