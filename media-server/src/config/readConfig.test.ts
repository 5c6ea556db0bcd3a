import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from './readConfig.ts';

async function folderWith(name: string, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-media-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), text);
  return folder;
}

test('has defaults that stay on this machine', () => {
  expect(readConfig(['--data', '/data'], {})).toMatchObject({
    host: '127.0.0.1',
    port: 4200,
    dataFolder: '/data',
    listenIp: '127.0.0.1',
    apiKeys: [],
    syncUrl: undefined,
  });
});

test('takes flags and environment, and an empty variable for none', () => {
  const config = readConfig(['--port', '0', '--data', '/data'], {
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
    apiKeys: [{ key: 'key', secret: 'sixteen characters or more' }],
    workers: 3,
    syncUrl: undefined,
  });
});

test('reads config.yaml of the data folder; environment and flags win over it', async () => {
  const folder = await folderWith(
    'config.yaml',
    `http: { host: 0.0.0.0, port: 9000 }
media: { listenIp: 10.0.0.1, rtcPort: 44000 }
limits: { peersPerRoom: 7 }
apiKeys:
  - { key: one, secret: sixteen characters or more }
  - { key: two, secret: sixteen other characters }
logLevel: warn
`,
  );
  expect(readConfig(['--data', folder], {})).toMatchObject({
    host: '0.0.0.0',
    port: 9000,
    listenIp: '10.0.0.1',
    rtcPort: 44_000,
    limits: { peersPerRoom: 7 },
    apiKeys: [{ key: 'one' }, { key: 'two' }],
    logLevel: 'warn',
  });
  const over = readConfig(['--data', folder, '--port', '9100'], {
    CONFAB_MEDIA_LISTEN_IP: '10.0.0.2',
    CONFAB_MEDIA_API_KEY: 'three',
    CONFAB_MEDIA_API_SECRET: 'sixteen characters or more',
    CONFAB_MEDIA_LOG_LEVEL: 'debug',
  });
  expect(over).toMatchObject({
    host: '0.0.0.0',
    port: 9100,
    listenIp: '10.0.0.2',
    rtcPort: 44_000,
    apiKeys: [{ key: 'three' }],
    logLevel: 'debug',
  });
});

test('a file is named by flag, else by variable, and has to be there', async () => {
  const folder = await folderWith('mine.yaml', 'http: { port: 9200 }\n');
  const mine = join(folder, 'mine.yaml');
  expect(readConfig(['--config', mine], {}).port).toBe(9200);
  expect(readConfig([], { CONFAB_MEDIA_CONFIG: mine }).port).toBe(9200);
  expect(readConfig(['--config', mine], { CONFAB_MEDIA_CONFIG: '/nowhere' }).port).toBe(9200);
  expect(() => readConfig([], { CONFAB_MEDIA_CONFIG: '/nowhere' })).toThrow('/nowhere');
});

test('refuses what cannot be meant', () => {
  expect(() => readConfig(['--port', '70000'], {})).toThrow('--port');
  expect(() => readConfig(['--prot', '1'], {})).toThrow();
  expect(() => readConfig([], { CONFAB_MEDIA_LISTEN_IP: 'here' })).toThrow(
    'CONFAB_MEDIA_LISTEN_IP',
  );
  expect(() => readConfig([], { CONFAB_MEDIA_API_KEY: 'key' })).toThrow('go together');
});
