import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const media = {
  CONFAB_MEDIA_URL: 'ws://127.0.0.1:4200/',
  CONFAB_MEDIA_API_KEY: 'key',
  CONFAB_MEDIA_API_SECRET: 'a-secret-that-is-long-enough',
};

test('what nothing is said about has a default', () => {
  const config = readConfig([], { HOME: '/home/anna', XDG_DATA_HOME: '' });
  expect(config).toMatchObject({ port: 4100, host: '127.0.0.1', media: null, publicUrl: null });
  expect(config.dataFolder).toMatch(/confab.sync-server$/);
});

test('arguments and environment are taken over', () => {
  const args = ['--port', '0', '--data', '/tmp/x', '--host', '0.0.0.0'];
  const config = readConfig(args, { ...media, CONFAB_PUBLIC_URL: 'https://uni.example.org/' });
  expect(config).toMatchObject({ port: 0, dataFolder: '/tmp/x', host: '0.0.0.0' });
  expect(config.publicUrl).toBe('https://uni.example.org');
  expect(config.media).toEqual({
    url: 'ws://127.0.0.1:4200/signaling',
    apiKey: 'key',
    apiSecret: 'a-secret-that-is-long-enough',
  });
});

test.each([
  [['--port', 'many'], {}, 'port'],
  [['--port', '70000'], {}, 'port'],
  [['--colour', 'red'], {}, 'colour'],
  [[], { ...media, CONFAB_MEDIA_API_SECRET: 'short' }, 'CONFAB_MEDIA_API_SECRET'],
  [[], { CONFAB_MEDIA_URL: media.CONFAB_MEDIA_URL }, 'belong together'],
  [[], { ...media, CONFAB_MEDIA_URL: 'http://127.0.0.1' }, 'CONFAB_MEDIA_URL'],
])('what is wrong in %j %j is named', (args, env, named) => {
  expect(() => readConfig(args, env)).toThrow(named);
});
