import { expect, test } from 'vitest';
import { readOptions } from './readOptions.ts';

test('without flags five send to twenty on a server of its own', () => {
  expect(readOptions([])).toMatchObject({
    server: null,
    publishers: 5,
    subscribers: 20,
    participants: 0,
    talking: 5,
    video: false,
    seconds: 60,
    cutEvery: null,
  });
});

test('a soak is six people for twenty minutes, and what is said goes before that', () => {
  const soak = { publishers: 0, subscribers: 0, participants: 6, video: true, cutEvery: 10 };
  expect(readOptions(['--soak'])).toMatchObject({ ...soak, seconds: 1200 });
  expect(readOptions(['--soak', '--minutes', '60', '--cut-every', '5'])).toMatchObject({
    ...soak,
    seconds: 3600,
    cutEvery: 5,
  });
});

test('another server needs its key', () => {
  const url = 'ws://127.0.0.1:4200/signaling';
  expect(() => readOptions(['--url', url])).toThrow('--key');
  const secret = 'a secret of sixteen letters';
  expect(readOptions(['--url', url, '--key', 'k', '--secret', secret]).server).toEqual({
    ...{ url, key: 'k', secret },
  });
});

test('what makes no sense is named', () => {
  expect(() => readOptions(['--layer', '7'])).toThrow('layer');
  expect(() => readOptions(['--seconds', 'soon'])).toThrow('seconds');
  expect(() => readOptions(['--publisher', '3'])).toThrow('--publisher');
});
