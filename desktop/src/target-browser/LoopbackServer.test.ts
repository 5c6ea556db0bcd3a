import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { FramePort } from '../shell/FramePort.ts';
import { framePortContract } from '../shell/framePortContract.ts';
import { Inbox } from '../shell/Inbox.ts';
import type { HubFile } from '../shell/RunningHub.ts';
import { sealChunk, sealedHeader } from '../shell/sealedFile.ts';
import { hubSubprotocol, offerSubprotocols } from './hubSubprotocols.ts';
import { LoopbackServer } from './LoopbackServer.ts';
import { NodeSocketPort } from './NodeSocketPort.ts';

const token = 'a-token-of-this-test-0123456789abcdef';
let folder: string;
let server: LoopbackServer;
let attached: Inbox<FramePort>;
const logged: string[] = [];
const files = new Map<string, HubFile>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-loopback-'));
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html>page');
  await writeFile(join(folder, 'renderer', 'assets', 'main-1a2b.js'), 'export {}');
  await writeFile(join(folder, 'secrets.json'), '[]');
  await writeFile(join(folder, 'bytes'), '0123456789');
  const path = join(folder, 'bytes');
  files.set('png', { path, name: "it's «1».png", type: 'image/png', size: 10 });
  files.set('svg', { path, name: 'a.svg', type: 'image/svg+xml', size: 10 });
  files.set('html', { path, name: 'a.html', type: 'text/html', size: 10 });
  const seal = { id: 'sound', key: new Uint8Array(32) };
  const sealed = join(folder, 'sealed');
  const chunk = sealChunk(seal, 0, Buffer.from('0123456789'));
  await writeFile(sealed, Buffer.concat([sealedHeader, chunk]));
  const sound = { path: sealed, name: 'a.ogg', type: 'audio/ogg', size: 10 };
  files.set('sound', { ...sound, seal });
  files.set('foreign', { ...sound, seal: { ...seal, id: 'other' } });
});

afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  server = new LoopbackServer({
    rendererDir: join(folder, 'renderer'),
    token,
    log: (line) => logged.push(line),
  });
  attached = new Inbox();
  await server.listen(0);
  server.serve({
    attach: (port) => attached.deliver(port),
    openFile: (capability) => Promise.resolve(files.get(capability) ?? null),
    close: () => Promise.resolve(),
  });
});

afterEach(() => server.close());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (body += piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('what the loopback server answers', () => {
  test('the page, under a policy that runs nothing but its own scripts', async () => {
    const { status, headers, body } = await get('/');
    expect([status, body]).toEqual([200, '<!doctype html>page']);
    expect(headers['cache-control']).toBe('no-store');
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).toContain("connect-src 'self' ws: wss:");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=(self)'),
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).not.toHaveProperty('set-cookie');
  });

  test('the page for every place inside the app', async () => {
    expect((await get('/page/abc')).body).toContain('page');
  });

  test('what carries a hash in its name for ever', async () => {
    const { headers } = await get('/assets/main-1a2b.js');
    expect(headers['cache-control']).toContain('immutable');
    expect(headers['content-type']).toContain('text/javascript');
  });

  test.each(['/../secrets.json', '/%2e%2e/secrets.json', '/..%2fsecrets.json', '/%00.js', '/%.js'])(
    'nothing outside the renderer: %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  test.each([
    { host: 'evil.example' },
    { host: 'localhost' },
    { host: 'evil.example:80', origin: 'http://evil.example' },
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:1' },
  ])('nothing to a stranger: %o', async (headers) => {
    for (const path of ['/', '/f/png', '/alive?challenge=x']) {
      expect(await get(path, headers)).toMatchObject({ status: 403, body: '' });
    }
  });

  test('nothing that would change something', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(405);
  });

  test('a file to whoever knows its capability', async () => {
    const { status, headers, body } = await get('/f/png');
    expect([status, body]).toEqual([200, '0123456789']);
    expect(headers['content-type']).toBe('image/png');
    expect(headers['content-disposition']).toBe(
      "inline; filename*=UTF-8''it%27s%20%C2%AB1%C2%BB.png",
    );
    expect(headers['content-security-policy']).toMatch(/^sandbox;/);
    expect((await get('/f/other')).status).toBe(404);
  });

  test('an error, which it logs, when a file cannot be read', async () => {
    const path = join(folder, 'gone');
    files.set('gone', { path, name: 'gone.png', type: 'image/png', size: 10 });
    await expect(get('/f/gone')).rejects.toThrow();
    expect(logged.join()).toContain('ENOENT');
  });

  test.each(['svg', 'html'])('%s only to be saved', async (name) => {
    const { headers } = await get(`/f/${name}`);
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-disposition']).toMatch(/^attachment;/);
  });

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=0-1,3-4', 200, '0123456789', undefined],
    ['lines=1-2', 200, '0123456789', undefined],
  ])('the range %s', async (range, status, body, contentRange) => {
    const answer = await get('/f/png', { range });
    expect([answer.status, answer.body]).toEqual([status, body]);
    expect(answer.headers['content-range']).toBe(contentRange);
  });

  test('sound that lies sealed on the disk opened, by ranges, and for no cache to keep', async () => {
    const whole = await get('/f/sound');
    expect([whole.status, whole.body]).toEqual([200, '0123456789']);
    expect(whole.headers).toMatchObject({
      'content-type': 'audio/ogg',
      'cache-control': 'no-store',
      'accept-ranges': 'bytes',
    });
    const part = await get('/f/sound', { range: 'bytes=7-' });
    expect([part.status, part.body]).toEqual([206, '789']);
    await expect(get('/f/foreign')).rejects.toThrow();
    expect(logged.join()).toContain('data-damaged');
  });
});

describe('who gets to the hub', () => {
  function dial(protocols: string[], options: Record<string, unknown> = {}): WebSocket {
    const url = `${server.origin.replace('http', 'ws')}/hub`;
    return new WebSocket(url, protocols, { origin: server.origin, ...options });
  }

  function ended(socket: WebSocket): Promise<{ code: number; reason: string }> {
    return new Promise((resolve) => {
      socket.on('error', (error) => resolve({ code: 0, reason: error.message }));
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  test('a tab with the token', async () => {
    const socket = dial(offerSubprotocols(token));
    await new Promise<void>((resolve) => attached.onMessage(() => resolve()));
    if (socket.readyState !== socket.OPEN) await once(socket, 'open');
    expect(socket.protocol).toBe(hubSubprotocol);
    socket.terminate();
  });

  test.each([
    [offerSubprotocols(`${token}x`)],
    [offerSubprotocols('')],
    [offerSubprotocols(token).slice(0, 2)],
  ])('not one with another token: %o', async (protocols) => {
    attached.onMessage(() => expect.unreachable());
    expect(await ended(dial(protocols))).toEqual({ code: 4401, reason: 'wrong token' });
  });

  test.each([
    { origin: 'http://evil.example' },
    { origin: undefined },
    { headers: { host: 'evil.example' } },
  ])('not a page of another origin: %o', async (options) => {
    const { reason } = await ended(dial(offerSubprotocols(token), options));
    expect(reason).toContain('403');
  });

  test('told to come back while the server stops', async () => {
    const socket = dial(offerSubprotocols(token));
    await new Promise<void>((resolve) => attached.onMessage(() => resolve()));
    const end = ended(socket);
    await server.close();
    expect((await end).code).toBe(1001);
  });
});

framePortContract('WebSocket, hub side', async () => {
  const arriving = new Promise<FramePort>((resolve) => attached.onMessage(resolve));
  const socket = new WebSocket(
    `${server.origin.replace('http', 'ws')}/hub`,
    offerSubprotocols(token),
    { origin: server.origin },
  );
  const there = new NodeSocketPort(socket);
  await new Promise((resolve) => socket.on('open', resolve));
  return {
    here: await arriving,
    there,
    dispose: () => Promise.resolve(socket.terminate()),
  };
});
