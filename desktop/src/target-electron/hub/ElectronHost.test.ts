import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessagePortMain } from 'electron';
import { expect, test, vi } from 'vitest';
import { FileSecrets } from '../../shell/FileSecrets.ts';
import { exampleRing, hostContract } from '../../shell/hostContract.ts';
import { framePortContract } from '../../shell/framePortContract.ts';
import { FakePort } from '../fakePorts.ts';
import { toHubSchema } from '../hubMessages.ts';
import { HostService } from '../main/HostService.ts';
import { HubProcess } from '../main/HubProcess.ts';
import type { HubChild } from '../main/HubProcess.ts';
import { SecretService } from '../main/SecretService.ts';
import type { SafeStorageParts } from '../main/SecretService.ts';
import { ElectronHost } from './ElectronHost.ts';
import { HubService } from './HubService.ts';
import { MainPortFrames } from './MainPortFrames.ts';

/** Turns text around: enough to see that what is on disk is not the text. */
const fakeSafeStorage: SafeStorageParts = {
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text) => Promise.resolve(Buffer.from([...text].reverse().join(''))),
  decryptStringAsync: (bytes) =>
    Promise.resolve({ result: [...bytes.toString()].reverse().join(''), shouldReEncrypt: false }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
};

function echoTranscriber(): MessagePortMain {
  const { port1, port2 } = FakePort.pair();
  port1.on('message', ({ data }: { data: unknown }) => {
    if (data === 'die') port1.close();
    else port1.postMessage({ echo: data });
  });
  return port2;
}

function openSecrets(folder: string, changes: Partial<SafeStorageParts> = {}) {
  const log = vi.fn();
  return SecretService.open({
    safeStorage: { ...fakeSafeStorage, ...changes },
    platform: 'linux',
    sealed: new FileSecrets(join(folder, 'secrets.sealed.json'), log),
    plain: new FileSecrets(join(folder, 'secrets.json'), log),
    log,
  });
}

/** Host and main process, tied to each other as their processes are. */
async function createHost(folder: string) {
  const secrets = await openSecrets(folder);
  const service = new HostService({
    secrets,
    startTranscriber: () => Promise.resolve(echoTranscriber()),
    rings: { show: vi.fn(), end: vi.fn() },
    showTray: vi.fn(),
    focusWindow: vi.fn(),
  });
  let toHub: (message: unknown, ports: readonly MessagePortMain[]) => void = () => undefined;
  const listeners: ((message: unknown) => void)[] = [];
  const child: HubChild = {
    postMessage: (message: unknown, ports: MessagePortMain[] = []) => {
      const copy = structuredClone(message);
      queueMicrotask(() => toHub(copy, ports));
    },
    kill: () => true,
    on: (event: string, listener: (message: never) => void) => {
      if (event === 'message') listeners.push(listener as (message: unknown) => void);
    },
  };
  const hub = new HubProcess({
    fork: () => child,
    createChannel: () => FakePort.pair(),
    start: { type: 'start', profileDir: folder, localServerUrl: null, protection: 'os' },
    host: service,
    after: () => () => undefined,
    now: () => 0,
    log: vi.fn(),
  });
  const starting = hub.start();
  const host = new ElectronHost({
    protection: secrets.protection,
    post: (message) => {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => listeners.forEach((listener) => listener(copy)));
    },
  });
  toHub = (raw, ports) => {
    const message = toHubSchema.parse(raw);
    if (message.type === 'reply' || message.type === 'refusal') host.receive(message, ports[0]);
  };
  listeners.forEach((listener) => listener({ type: 'ready' }));
  await starting;
  return host;
}

hostContract('Electron', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-electron-'));
  return {
    host: await createHost(folder),
    restarted: () => createHost(folder),
    expected: { protection: 'os', showsRings: true },
    dispose: () => rm(folder, { recursive: true }),
  };
});

framePortContract('MessagePort, hub side', () => {
  const { port1, port2 } = FakePort.pair();
  return Promise.resolve({
    here: new MainPortFrames(port1),
    there: new MainPortFrames(port2),
    dispose: () => Promise.resolve(port1.close()),
  });
});

test('secrets on disk are sealed, and those of a tab are taken over', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-electron-'));
  const plain = new FileSecrets(join(folder, 'secrets.json'), vi.fn());
  await plain.set('server', 'session of a tab');
  const secrets = await openSecrets(folder);
  expect(await secrets.get('server')).toBe('session of a tab');
  expect(await plain.get('server')).toBeNull();
  expect(await readFile(join(folder, 'secrets.sealed.json'), 'utf8')).not.toContain('session');
  expect(await (await openSecrets(folder)).get('server')).toBe('session of a tab');
  await rm(folder, { recursive: true });
});

test.each([
  [{ getSelectedStorageBackend: () => 'basic_text' as const }, 'basic_text'],
  [{ isAsyncEncryptionAvailable: () => Promise.resolve(false) }, 'file'],
])('says how little protection there is: %o', async (changes, protection) => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-electron-'));
  const secrets = await openSecrets(folder, changes);
  expect(secrets.protection).toBe(protection);
  await secrets.set('a', 'b');
  expect(await secrets.get('a')).toBe('b');
  await rm(folder, { recursive: true });
});

test('a secret sealed under a lost keyring is as good as none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-electron-'));
  await (await openSecrets(folder)).set('a', 'b');
  const later = await openSecrets(folder, {
    decryptStringAsync: () => Promise.reject(new Error('wrong key')),
  });
  expect(await later.get('a')).toBeNull();
  await writeFile(join(folder, 'secrets.sealed.json'), '[]');
  await rm(folder, { recursive: true });
});

test('the hub process serves, answers for files and ends when told to', async () => {
  const posted: unknown[] = [];
  const exit = vi.fn();
  const file = { path: '/x', name: 'x.png', type: 'image/png', size: 3 };
  const hub = {
    attach: vi.fn(),
    openFile: (capability: string) => Promise.resolve(capability === 'known' ? file : null),
    wake: vi.fn(),
    close: vi.fn(() => Promise.resolve()),
  };
  const service = new HubService({
    post: (message) => posted.push(message),
    createHub: () => Promise.resolve(hub),
    exit,
    log: vi.fn(),
  });
  const early = FakePort.pair();
  const closed = new Promise((resolve) => early.port2.once('close', () => resolve('closed')));
  await service.receive({ type: 'attach' }, [early.port1]);
  expect(await closed).toBe('closed');

  await service.receive(
    { type: 'start', profileDir: '/p', localServerUrl: null, protection: 'os' },
    [],
  );
  await service.receive({ type: 'attach' }, [FakePort.pair().port1]);
  expect(hub.attach).toHaveBeenCalledOnce();
  await service.receive({ type: 'open-file', id: 1, capability: 'known' }, []);
  await service.receive({ type: 'open-file', id: 2, capability: 'other' }, []);
  await service.receive({ type: 'open-file' }, []);
  await service.receive('nonsense', []);
  await service.receive({ type: 'wake' }, []);
  expect(hub.wake).toHaveBeenCalledOnce();
  await service.receive({ type: 'stop' }, []);
  expect(hub.close).toHaveBeenCalledOnce();
  expect(exit).toHaveBeenCalledWith(0);
  expect(posted).toEqual([
    { type: 'ready' },
    { type: 'file', id: 1, file },
    { type: 'file', id: 2, file: null },
  ]);
});

test('rings of the contract parse as what the hub sends', async () => {
  const { fromHubSchema } = await import('../hubMessages.ts');
  const message = { type: 'show-ring', server: 's', ring: exampleRing, about: 'Plan' };
  expect(fromHubSchema.parse(message)).toEqual(message);
});
