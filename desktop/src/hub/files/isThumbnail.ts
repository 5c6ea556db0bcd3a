export const thumbnailLimitBytes = 256 * 1024;

/** Whether bytes are a WebP picture by their first ones (RIFF container, RFC 9649), and small. */
export function isThumbnail(bytes: Uint8Array): boolean {
  if (bytes.length < 16 || bytes.length > thumbnailLimitBytes) return false;
  const text = (from: number): string => String.fromCharCode(...bytes.subarray(from, from + 4));
  return text(0) === 'RIFF' && text(8) === 'WEBP' && text(12).startsWith('VP8');
}
