import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { newId } from '../newId.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { TestAccount } from '../testing/TestAccount.ts';
import { fileLimitBytes } from './FileStore.ts';
import { parseRange } from './parseRange.ts';

const picture = Buffer.from('89504e470d0a1a0a-not-really-a-picture');
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function shelf() {
  const dataFolder = await temporaryFolder();
  const { url } = await startTestServer({ dataFolder });
  const alice = await TestAccount.signUp(url, 'Alice');
  const workspace = await alice.publish();
  const send = (
    by: TestAccount,
    method: string,
    hash: string,
    more: { body?: Uint8Array<ArrayBuffer>; headers?: Record<string, string>; in?: string } = {},
  ): Promise<Response> =>
    fetch(`${url}/files/${more.in ?? workspace}/${hash}`, {
      method,
      headers: { authorization: `Bearer ${by.session}`, ...more.headers },
      body: more.body ?? null,
    });
  const png = { 'content-type': 'image/png' };
  return { dataFolder, url, alice, workspace, send, png };
}

test('a file is put once, read back whole and in part, and known by its head', async () => {
  const { alice, send, png } = await shelf();
  const hash = hashOf(picture);
  expect((await send(alice, 'HEAD', hash)).status).toBe(404);
  expect((await send(alice, 'PUT', hash, { body: picture, headers: png })).status).toBe(201);
  expect((await send(alice, 'PUT', hash, { body: picture, headers: png })).status).toBe(200);

  const whole = await send(alice, 'GET', hash);
  expect(whole.status).toBe(200);
  expect(whole.headers.get('content-type')).toBe('image/png');
  expect(whole.headers.get('content-disposition')).toBe('inline');
  expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
  expect(whole.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(Buffer.from(await whole.arrayBuffer())).toEqual(picture);

  const part = await send(alice, 'GET', hash, { headers: { range: 'bytes=4-7' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 4-7/${String(picture.length)}`);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(picture.subarray(4, 8));
  const beyond = await send(alice, 'GET', hash, { headers: { range: 'bytes=9999-' } });
  expect(beyond.status).toBe(416);
  const head = await send(alice, 'HEAD', hash);
  expect(head.headers.get('content-length')).toBe(String(picture.length));
});

test('bytes that are not what their name says are refused and leave nothing', async () => {
  const { alice, send, dataFolder } = await shelf();
  const wrong = await send(alice, 'PUT', hashOf(picture), { body: Buffer.from('something else') });
  expect(wrong.status).toBe(422);
  expect(await wrong.json()).toEqual({ error: { code: 'file-hash-mismatch' } });
  expect(await readdir(join(dataFolder, 'files'))).toEqual(['.incoming', '.partial']);
  expect(await readdir(join(dataFolder, 'files', '.incoming'))).toEqual([]);
  expect((await send(alice, 'GET', hashOf(picture))).status).toBe(404);
});

test.each([
  ['text/html', '<script>alert(1)</script>'],
  ['image/svg+xml', '<svg onload="alert(1)"/>'],
  ['application/pdf', '%PDF'],
])('%s is never shown inline', async (type, content) => {
  const { alice, send } = await shelf();
  const body = Buffer.from(content);
  await send(alice, 'PUT', hashOf(body), { body, headers: { 'content-type': type } });
  const got = await send(alice, 'GET', hashOf(body));
  expect(got.headers.get('content-type')).toBe('application/octet-stream');
  expect(got.headers.get('content-disposition')).toBe('attachment');
});

test('a file belongs to its workspace: knowing its hash opens nothing elsewhere', async () => {
  const { url, alice, send, workspace } = await shelf();
  const hash = hashOf(picture);
  await send(alice, 'PUT', hash, { body: picture });
  const stranger = await TestAccount.signUp(url, 'Sam');
  const own = await stranger.publish();
  expect((await send(stranger, 'GET', hash)).status).toBe(403);
  expect((await send(stranger, 'GET', hash, { in: own })).status).toBe(404);
  expect((await send(stranger, 'PUT', hash, { body: picture })).status).toBe(403);

  const viewer = await TestAccount.signUp(url, 'Vera');
  await alice.invite(workspace, viewer, 'viewer');
  expect((await send(viewer, 'GET', hash)).status).toBe(200);
  expect(
    (await send(viewer, 'PUT', hashOf(Buffer.from('x')), { body: Buffer.from('x') })).status,
  ).toBe(403);
  expect((await fetch(`${url}/files/${workspace}/${hash}`)).status).toBe(401);
  expect((await send(alice, 'GET', '../../sync.db')).status).toBe(404);
  expect((await send(alice, 'GET', 'not-a-hash')).status).toBe(400);
});

test('a file above the limit is refused before its bytes are taken', async () => {
  const { url, alice, workspace } = await shelf();
  const status = await new Promise((resolve, reject) => {
    const request = httpRequest(`${url}/files/${workspace}/${'a'.repeat(64)}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${alice.session}`,
        'content-length': String(fileLimitBytes + 1),
      },
    });
    request.on('response', (response) => {
      resolve(response.statusCode);
      request.destroy();
    });
    request.on('error', reject);
    request.flushHeaders();
  });
  expect(status).toBe(413);
});

test('an upload that breaks off leaves nothing', async () => {
  const { url, alice, workspace, dataFolder } = await shelf();
  const incoming = join(dataFolder, 'files', '.incoming');
  const request = httpRequest(`${url}/files/${workspace}/${'a'.repeat(64)}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${alice.session}`, 'content-length': '1000' },
  });
  const broken = new Promise((resolve) => request.on('error', resolve));
  request.write('the first few bytes');
  await vi.waitFor(async () => expect(await readdir(incoming)).toHaveLength(1));
  request.destroy();
  await broken;
  await vi.waitFor(async () => expect(await readdir(incoming)).toEqual([]));
});

test('an empty file is a file', async () => {
  const { alice, send } = await shelf();
  const empty = Buffer.alloc(0);
  expect((await send(alice, 'PUT', hashOf(empty), { body: empty })).status).toBe(201);
  const got = await send(alice, 'GET', hashOf(empty));
  expect([got.status, (await got.arrayBuffer()).byteLength]).toEqual([200, 0]);
});

test.each([
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=5-', { start: 5, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-99', { start: 0, end: 9 }],
  ['bytes=2-99', { start: 2, end: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-2', null],
  ['bytes=0-1,4-5', null],
  ['items=0-1', null],
  [undefined, null],
] as const)('the range %s of ten bytes', (header, expected) => {
  expect(parseRange(header, 10)).toEqual(expected);
});

test('a workspace id cannot reach outside of the folder', async () => {
  const { url, alice } = await shelf();
  const hash = hashOf(picture);
  for (const workspace of ['..%2F..%2Fetc', '.incoming', newId() + '%2F..']) {
    const response = await fetch(`${url}/files/${workspace}/${hash}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${alice.session}` },
      body: picture,
    });
    expect(response.status).toBe(400);
  }
});
