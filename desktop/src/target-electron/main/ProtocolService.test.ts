import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HubFile } from '../../shell/RunningHub.ts';
import { sealChunk, sealedHeader } from '../../shell/sealedFile.ts';
import { ProtocolService } from './ProtocolService.ts';

let folder: string;
let service: ProtocolService;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-protocol-'));
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folder, 'renderer', 'index.html'), 'page');
  await writeFile(join(folder, 'renderer', 'assets', 'a-1.js'), 'export {}');
  await writeFile(join(folder, 'image'), '0123456789');
  const path = join(folder, 'image');
  const seal = { id: 'sound', key: new Uint8Array(32) };
  const sealed = join(folder, 'sealed');
  const chunk = sealChunk(seal, 0, Buffer.from('0123456789'));
  await writeFile(sealed, Buffer.concat([sealedHeader, chunk]));
  const files = new Map<string, HubFile>([
    ['known', { path, name: 'a.png', type: 'image/png', size: 10 }],
    ['sound', { path: sealed, name: 'a.ogg', type: 'audio/ogg', size: 10, seal }],
  ]);
  service = new ProtocolService({
    rendererDir: join(folder, 'renderer'),
    openFile: (capability) => Promise.resolve(files.get(capability) ?? null),
  });
});

afterAll(() => rm(folder, { recursive: true }));

const get = (url: string, init?: RequestInit) => service.handle(new Request(url, init));

test('answers with the page under its policy', async () => {
  const response = await get('app://confab/');
  expect(await response.text()).toBe('page');
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(response.headers.get('content-type')).toContain('text/html');
});

test('answers for its own origin and for reading only', async () => {
  expect((await get('app://other/')).status).toBe(403);
  expect((await get('app://confab/', { method: 'POST' })).status).toBe(405);
  expect((await get('app://confab/missing.js')).status).toBe(404);
  expect((await get('app://confab/..%2fimage.png')).status).toBe(404);
});

test('gives files of pages by capability, whole or in part, under a sandbox', async () => {
  const whole = await get('app://confab/f/known');
  expect(await whole.text()).toBe('0123456789');
  expect(whole.headers.get('content-security-policy')).toMatch(/^sandbox/);
  const part = await get('app://confab/f/known', { headers: { range: 'bytes=2-4' } });
  expect([part.status, await part.text()]).toEqual([206, '234']);
  expect(part.headers.get('content-range')).toBe('bytes 2-4/10');
  const beyond = await get('app://confab/f/known', { headers: { range: 'bytes=50-' } });
  expect(beyond.status).toBe(416);
  expect((await get('app://confab/f/other')).status).toBe(404);
});

test('opens sound that lies sealed on the disk, for no cache to keep', async () => {
  const whole = await get('app://confab/f/sound');
  expect(await whole.text()).toBe('0123456789');
  expect(whole.headers.get('cache-control')).toBe('no-store');
  expect(whole.headers.get('content-type')).toBe('audio/ogg');
  const part = await get('app://confab/f/sound', { headers: { range: 'bytes=2-4' } });
  expect([part.status, await part.text()]).toEqual([206, '234']);
});
