/** A field of a protocol buffers message: a number, or the bytes of anything longer. */
export interface WireField {
  readonly field: number;
  readonly value: number | Uint8Array;
}

const lengthDelimited = 2;

/** The fields of a message, in order; ones of 32 and 64 bits are left out. */
export function* readFields(message: Uint8Array): Generator<WireField> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at] ?? 0;
      at += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const field = Math.floor(tag / 8);
    const type = tag % 8;
    if (type === 0) yield { field, value: varint() };
    else if (type === 1) at += 8;
    else if (type === 5) at += 4;
    else if (type === lengthDelimited) {
      const length = varint();
      yield { field, value: message.subarray(at, at + length) };
      at += length;
    } else throw new Error(`no protocol buffers message: wire type ${type}`);
  }
}

/** A field of bytes, text, a message that was written before, or a number that is not negative. */
export function writeField(field: number, value: number | string | Uint8Array): Uint8Array {
  if (typeof value === 'number') return join([varintOf(field * 8), varintOf(value)]);
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return join([varintOf(field * 8 + lengthDelimited), varintOf(bytes.length), bytes]);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

function varintOf(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Uint8Array.of(...bytes, left);
    bytes.push((left % 128) + 128);
  }
}
