/** Text of a page in the encoding it says it has; UTF-8 when it says none, or one nobody knows. */
export function decodeHtml(bytes: Uint8Array, contentType: string): string {
  const byHeader = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1];
  return decoderOf(byHeader ?? byMark(bytes) ?? byMeta(bytes)).decode(bytes);
}

function byMark(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined;
}

/** `<meta charset>` and its older form stand in the first 1024 bytes (HTML standard, 4.2.5.4). */
function byMeta(bytes: Uint8Array): string | undefined {
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  return /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(beginning)?.[1];
}

function decoderOf(label: string | undefined): TextDecoder {
  try {
    return new TextDecoder(label ?? 'utf-8');
  } catch (error) {
    if (error instanceof RangeError) return new TextDecoder();
    throw error;
  }
}
