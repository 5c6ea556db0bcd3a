import { expect, test } from 'vitest';
import { sharesSystemAudio } from './sharesSystemAudio.ts';

test.each([
  ['win32', '10.0.26100', true],
  ['darwin', '13.7', false],
  ['darwin', '14.1.2', false],
  ['darwin', '14.2', true],
  ['darwin', '15.0', true],
  ['linux', '6.12.0', false],
] as const)('%s %s shares what it plays: %s', (platform, version, shares) => {
  expect(sharesSystemAudio(platform, version)).toBe(shares);
});
