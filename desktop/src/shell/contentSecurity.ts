/**
 * What every shell sends with the renderer's page. Scripts come from our own origin only, and may
 * compile WebAssembly (noise suppression, background blur) but evaluate no text; styles are also set
 * inline, by Mantine and by the editor. `ws:` and `wss:` are open because the media server's address
 * is only known when a call is joined.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self' ws: wss:",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What the page may ask for, as far as the person lets it; all that is not for it is named too. */
const permissionsPolicy = [
  ...[
    ...['microphone', 'camera', 'display-capture', 'speaker-selection'],
    ...['autoplay', 'fullscreen', 'picture-in-picture'],
  ].map((feature) => `${feature}=(self)`),
  ...['geolocation', 'usb', 'serial', 'hid'].map((feature) => `${feature}=()`),
].join(', ');

export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': permissionsPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * For a file that a person put into a page: it runs nothing, even opened on its own, and only what
 * cannot carry script is shown instead of saved.
 */
export function fileHeaders(file: {
  readonly type: string;
  readonly name: string;
}): Record<string, string> {
  const inline = shownInline.test(file.type);
  return {
    'content-type': inline ? file.type : 'application/octet-stream',
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeName(file.name)}`,
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  };
}

/** Raster images, audio and video: SVG is a document that can hold script. */
const shownInline = /^(image\/(png|jpeg|gif|webp|avif|bmp)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

/** RFC 5987: what encodeURIComponent leaves that the header may not hold. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
