import { expect, test } from 'vitest';
import { zipEntryName } from './zipEntryName.ts';

const entry = (fileNameRaw: Buffer, fileName: string, flags = 0) => ({
  ...{ fileNameRaw, fileName, generalPurposeBitFlag: flags, extraFields: [] },
});

test('a name in CP949 is read as Korean', () => {
  const raw = Buffer.from([0xc8, 0xb8, 0xc0, 0xc7, 0xb7, 0xcf, 0x2e, 0x6d, 0x64]);
  expect(zipEntryName(entry(raw, '╚╕└╟╖╧.md'))).toBe('회의록.md');
});

test('a name in UTF-8 that does not say so is read as that', () => {
  expect(zipEntryName(entry(Buffer.from('회의록.md'), '?'))).toBe('회의록.md');
  expect(zipEntryName(entry(Buffer.from('Notes.md'), '?'))).toBe('Notes.md');
});

test('a name that says so is left as it was read', () => {
  expect(zipEntryName(entry(Buffer.from([0xff]), '회의록.md', 0x800))).toBe('회의록.md');
  const field = { id: 0x7075, data: Buffer.alloc(0) };
  const named = { ...entry(Buffer.from('x.md'), '회의록.md'), extraFields: [field] };
  expect(zipEntryName(named)).toBe('회의록.md');
});

test('a name that is neither is in CP437', () => {
  const raw = Buffer.from([0x63, 0x61, 0x66, 0x82, 0x2e, 0x6d, 0x64]);
  expect(zipEntryName(entry(raw, 'café.md'))).toBe('café.md');
});
