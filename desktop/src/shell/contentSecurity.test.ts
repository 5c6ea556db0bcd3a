import { expect, test } from 'vitest';
import { contentSecurityPolicy, pageHeaders } from './contentSecurity.ts';

test('scripts are our own files, and WebAssembly is all that is compiled beside them', () => {
  const scripts = contentSecurityPolicy.split('; ').find((part) => part.startsWith('script-src'));
  expect(scripts).toBe("script-src 'self' 'wasm-unsafe-eval'");
});

test('what a call needs is for our own page, and no device beside that for any', () => {
  expect(pageHeaders['permissions-policy']?.split(', ')).toEqual([
    'microphone=(self)',
    'camera=(self)',
    'display-capture=(self)',
    'speaker-selection=(self)',
    'autoplay=(self)',
    'fullscreen=(self)',
    'picture-in-picture=(self)',
    'geolocation=()',
    'usb=()',
    'serial=()',
    'hid=()',
  ]);
});
