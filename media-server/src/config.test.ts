import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('has defaults that stay on this machine', () => {
  expect(readConfig(['--data', '/data'], {})).toMatchObject({
    host: '127.0.0.1',
    port: 4200,
    dataFolder: '/data',
    listenIp: '127.0.0.1',
    apiKey: undefined,
    syncUrl: undefined,
  });
});

test('takes flags and environment, and an empty variable for none', () => {
  const config = readConfig(['--port', '0'], {
    CONFAB_MEDIA_LISTEN_IP: '0.0.0.0',
    CONFAB_MEDIA_ANNOUNCED_ADDRESS: 'media.example.org',
    CONFAB_MEDIA_API_KEY: 'key',
    CONFAB_MEDIA_API_SECRET: 'sixteen characters or more',
    CONFAB_MEDIA_WORKERS: '3',
    CONFAB_SYNC_URL: '',
  });
  expect(config).toMatchObject({
    port: 0,
    listenIp: '0.0.0.0',
    announcedAddress: 'media.example.org',
    apiKey: { key: 'key', secret: 'sixteen characters or more' },
    workers: 3,
    syncUrl: undefined,
  });
});

test('refuses what cannot be meant', () => {
  expect(() => readConfig(['--port', '70000'], {})).toThrow();
  expect(() => readConfig(['--prot', '1'], {})).toThrow();
  expect(() => readConfig([], { CONFAB_MEDIA_LISTEN_IP: 'here' })).toThrow();
  expect(() => readConfig([], { CONFAB_MEDIA_API_KEY: 'key' })).toThrow('go together');
});
