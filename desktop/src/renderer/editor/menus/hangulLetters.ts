const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;
const initials = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];
const vowels = [
  ...['ㅏ', 'ㅐ', 'ㅑ', 'ㅒ', 'ㅓ', 'ㅔ', 'ㅕ', 'ㅖ', 'ㅗ', 'ㅗㅏ', 'ㅗㅐ'],
  ...['ㅗㅣ', 'ㅛ', 'ㅜ', 'ㅜㅓ', 'ㅜㅔ', 'ㅜㅣ', 'ㅠ', 'ㅡ', 'ㅡㅣ', 'ㅣ'],
];
const finals = [
  ...[
    '',
    'ㄱ',
    'ㄲ',
    'ㄱㅅ',
    'ㄴ',
    'ㄴㅈ',
    'ㄴㅎ',
    'ㄷ',
    'ㄹ',
    'ㄹㄱ',
    'ㄹㅁ',
    'ㄹㅂ',
    'ㄹㅅ',
    'ㄹㅌ',
  ],
  ...['ㄹㅍ', 'ㄹㅎ', 'ㅁ', 'ㅂ', 'ㅂㅅ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ'],
];

/**
 * Text with its Hangul syllables taken apart into letters, in the order they are typed: what is being
 * composed then begins what it will become (`젬` on the way to `제목`).
 */
export function hangulLetters(text: string): string {
  let letters = '';
  for (const character of text.normalize('NFC').toLowerCase()) {
    const code = character.codePointAt(0) ?? 0;
    if (code < firstSyllable || code > lastSyllable) {
      letters += character;
      continue;
    }
    const at = code - firstSyllable;
    letters += initials[Math.floor(at / 588)] ?? '';
    letters += vowels[Math.floor((at % 588) / 28)] ?? '';
    letters += finals[at % 28] ?? '';
  }
  return letters;
}

/** Whether a text holds what is typed, finished or not; white space does not count. */
export function holdsTyped(text: string, typed: string): boolean {
  const plain = (value: string): string => hangulLetters(value).replace(/\s/gu, '');
  return plain(text).includes(plain(typed));
}
