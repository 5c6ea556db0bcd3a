import { maxThumbnailBytes } from './FileViews.ts';

/** Wider pictures are shown by a thumbnail until they are opened. */
export const widestPicture = 1600;

const thumbnailWidth = 1200;

/** The size a picture is drawn at to fit a width; never larger than it is. */
export function fitWidth(
  size: { readonly width: number; readonly height: number },
  widest: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, widest / size.width);
  return {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  };
}

/** A small WebP of a loaded picture or of what a video shows now; null when it cannot be made small. */
export async function makeThumbnail(
  source: HTMLImageElement | HTMLVideoElement,
): Promise<Blob | null> {
  const natural =
    source instanceof HTMLVideoElement
      ? { width: source.videoWidth, height: source.videoHeight }
      : { width: source.naturalWidth, height: source.naturalHeight };
  if (natural.width === 0) return null;
  for (const [width, quality] of [
    [thumbnailWidth, 0.8],
    [thumbnailWidth, 0.6],
    [thumbnailWidth / 2, 0.6],
  ] as const) {
    const size = fitWidth(natural, width);
    const canvas = new OffscreenCanvas(size.width, size.height);
    const context = canvas.getContext('2d');
    if (context === null) return null;
    context.drawImage(source, 0, 0, size.width, size.height);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
    if (blob.size <= maxThumbnailBytes) return blob;
  }
  return null;
}
