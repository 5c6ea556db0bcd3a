import { expect, it } from 'vitest';
import { serverAddress } from './serverAddress.ts';

it.each([
  ['http://127.0.0.1:4100', 'http://127.0.0.1:4100'],
  ['  192.168.0.10:4100 ', 'http://192.168.0.10:4100'],
  ['https://confab.example.org/i/abc', 'https://confab.example.org'],
  ['confab.example.org', 'http://confab.example.org'],
  ['ftp://example.org', null],
  ['', null],
  ['http://', null],
])('%j is %j', (typed, expected) => {
  expect(serverAddress(typed)).toBe(expected);
});
