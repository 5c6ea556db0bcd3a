const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;
/** Trail bytes in order: A–Z, a–z, 0x81–0xFE; from lead byte 0xA1 on only up to 0xA0. */
const trailsOfLow = 178;
const trailsOfHigh = 84;
const leadsOfLow = 0xa1 - 0x81;

/**
 * Text in CP949, the code page of Windows in Korean; null when the bytes are none. It is EUC-KR,
 * which Node.js decodes, and in the bytes that EUC-KR leaves free the other syllables in Unicode's
 * order.
 */
export function decodeCp949(bytes: Uint8Array): string | null {
  let text = '';
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      continue;
    }
    at += 1;
    const character = decodePair(lead, bytes[at] ?? 0);
    if (character === null) return null;
    text += character;
  }
  return text;
}

function decodePair(lead: number, trail: number): string | null {
  if (lead >= 0xa1 && trail >= 0xa1) return decodeEucKr(lead, trail);
  const column = columnOf(trail);
  if (column === null || lead < 0x81 || lead > 0xc6) return null;
  if (lead >= 0xa1 && column >= trailsOfHigh) return null;
  const row = lead - 0x81;
  const place =
    lead < 0xa1
      ? row * trailsOfLow + column
      : leadsOfLow * trailsOfLow + (row - leadsOfLow) * trailsOfHigh + column;
  otherSyllables ??= findOtherSyllables();
  return otherSyllables[place] ?? null;
}

function columnOf(trail: number): number | null {
  if (trail >= 0x41 && trail <= 0x5a) return trail - 0x41;
  if (trail >= 0x61 && trail <= 0x7a) return trail - 0x61 + 26;
  if (trail >= 0x81 && trail <= 0xfe) return trail - 0x81 + 52;
  return null;
}

function decodeEucKr(lead: number, trail: number): string | null {
  const text = new TextDecoder('euc-kr').decode(Uint8Array.of(lead, trail));
  return text.length === 1 && text !== '\ufffd' ? text : null;
}

let otherSyllables: readonly string[] | null = null;

/** The syllables that EUC-KR does not have. */
function findOtherSyllables(): string[] {
  const had = new Set<string | null>();
  for (let lead = 0xb0; lead <= 0xc8; lead += 1) {
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) had.add(decodeEucKr(lead, trail));
  }
  const others: string[] = [];
  for (let code = firstSyllable; code <= lastSyllable; code += 1) {
    const syllable = String.fromCharCode(code);
    if (!had.has(syllable)) others.push(syllable);
  }
  return others;
}
