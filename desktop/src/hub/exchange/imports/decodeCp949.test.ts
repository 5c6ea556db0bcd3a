import { expect, test } from 'vitest';
import { decodeCp949 } from './decodeCp949.ts';

test.each([
  ['c8b8c0c7b7cf2e6d64', '회의록.md'],
  // Syllables that EUC-KR does not have, of both parts of the code page.
  ['8c6394eec164', '똠뷁햏'],
  ['4e6f746573', 'Notes'],
])('%s is %s', (hex, text) => {
  expect(decodeCp949(Buffer.from(hex, 'hex'))).toBe(text);
});

test.each(['6361662e82', '636166822e', 'ff41', 'c7a0ff'])('%s is none', (hex) => {
  expect(decodeCp949(Buffer.from(hex, 'hex'))).toBeNull();
});
