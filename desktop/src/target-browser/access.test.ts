import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isToken, proveToken, readAccess } from './access.ts';
import { openProfile } from './openProfile.ts';

let profileDir: string;
const closers: (() => Promise<void>)[] = [];

beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'confab-access-'));
});

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
  await rm(profileDir, { recursive: true });
});

async function open(said: string[] = []) {
  const opened = await openProfile({
    profileDir,
    rendererDir: profileDir,
    log: (line) => said.push(line),
  });
  if (opened.state === 'listening') closers.push(() => opened.server.close());
  return opened;
}

describe('access to a profile', () => {
  test('is made once and readable by its owner alone', async () => {
    const first = await readAccess(profileDir);
    expect(first.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await readAccess(profileDir)).toEqual(first);
    if (process.platform !== 'win32') {
      expect((await stat(join(profileDir, 'access.json'))).mode & 0o777).toBe(0o600);
    }
  });

  test('is the same for first starts at one moment', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => readAccess(profileDir)));
    expect(new Set(all.map(({ token }) => token)).size).toBe(1);
    expect(await readdir(profileDir)).toEqual(['access.json']);
  });

  test('is made anew when the file cannot be read as one', async () => {
    await writeFile(join(profileDir, 'access.json'), '{"port": 1');
    expect((await readAccess(profileDir)).token).toHaveLength(43);
  });

  test('compares tokens whole', () => {
    expect(isToken('abc', 'abc')).toBe(true);
    expect(isToken('abd', 'abc')).toBe(false);
    expect(isToken('ab', 'abc')).toBe(false);
    expect(isToken('', 'abc')).toBe(false);
    expect(proveToken('abc', '1')).not.toBe(proveToken('abd', '1'));
    expect(proveToken('abc', '1')).not.toBe(proveToken('abc', '2'));
  });
});

describe('the port of a profile', () => {
  test('stays the same from start to start', async () => {
    const first = await open();
    if (first.state !== 'listening') throw new Error('not listening');
    const url = first.server.url;
    await first.server.close();
    const second = await open();
    expect(second.state === 'listening' && second.server.url).toBe(url);
  });

  test('is answered by the process that serves it already', async () => {
    const first = await open();
    if (first.state !== 'listening') throw new Error('not listening');
    expect(await open()).toEqual({ state: 'running', url: first.server.url });
  });

  test('is chosen anew, and kept, when a foreign program has it', async () => {
    const first = await open();
    if (first.state !== 'listening') throw new Error('not listening');
    const port = Number(new URL(first.server.origin).port);
    await first.server.close();
    const asked: string[] = [];
    const stranger = await listenAt(port, (url) => asked.push(url));

    const said: string[] = [];
    const moved = await open(said);
    if (moved.state !== 'listening') throw new Error('not listening');
    expect(moved.server.origin).not.toBe(first.server.origin);
    expect(said.join()).toContain(String(port));
    // The stranger was not told the token.
    const { token } = await readAccess(profileDir);
    expect(asked.join()).not.toContain(token);

    const url = moved.server.url;
    await moved.server.close();
    await new Promise((resolve) => stranger.close(resolve));
    const later = await open();
    expect(later.state === 'listening' && later.server.url).toBe(url);
  });
});

/** A program that answers everything, but knows no token. */
async function listenAt(port: number, asked: (url: string) => void): Promise<Server> {
  const server = createServer((request, response) => {
    asked(JSON.stringify([request.url, request.headers]));
    response.end('yes');
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  expect((server.address() as AddressInfo).port).toBe(port);
  closers.push(async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  });
  return server;
}
