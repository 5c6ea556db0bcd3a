const finalText = 0x81;
const finalBinary = 0x82;

/**
 * A whole WebSocket message as a server puts it on the wire: one final frame, not masked (RFC 6455,
 * section 5.2). Made once, it can be written to any number of connections.
 */
export function encodeMessage(data: string | Uint8Array): Buffer {
  const payload = typeof data === 'string' ? Buffer.from(data) : data;
  const header = frameHeader(typeof data === 'string' ? finalText : finalBinary, payload.length);
  return Buffer.concat([header, payload], header.length + payload.length);
}

function frameHeader(first: number, length: number): Buffer {
  if (length < 126) return Buffer.from([first, length]);
  if (length < 65_536) return Buffer.from([first, 126, length >>> 8, length & 0xff]);
  const header = Buffer.alloc(10);
  header[0] = first;
  header[1] = 127;
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
