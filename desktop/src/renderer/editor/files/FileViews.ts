import { parseFileUrl, resolveFileUrl } from '../../documents/resolveFileUrl.ts';
import type { HubClient } from '../../hub/HubClient.ts';

/** The longest WebP that the hub keeps as a thumbnail. */
export const maxThumbnailBytes = 256 * 1024;

/** Where the files that blocks show are loaded from. */
export class FileViews {
  readonly #hub: HubClient;

  constructor(hub: HubClient) {
    this.#hub = hub;
  }

  /** The file itself. Rejects as `files.address` does: it may be on the server only. */
  async address(url: string): Promise<string> {
    return resolveFileUrl(this.#hub, url);
  }

  /** A small picture of it; null when nobody has made one. */
  async thumbnail(url: string): Promise<string | null> {
    const file = parseFileUrl(url);
    if (file === null) return null;
    const { workspace, hash } = file;
    const { address } = await this.#hub.request('files.thumbnail', { workspace, hash });
    return address;
  }

  async keepThumbnail(url: string, webp: Blob): Promise<void> {
    const file = parseFileUrl(url);
    if (file === null || webp.size > maxThumbnailBytes) return;
    const { workspace, hash } = file;
    await this.#hub.request('files.keepThumbnail', { workspace, hash, webp: await base64(webp) });
  }
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
