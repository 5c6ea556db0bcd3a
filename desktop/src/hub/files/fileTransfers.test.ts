import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addFile, invite, person, publishedPage } from '../testing/people.ts';
import { startSyncServer } from '../testing/startSyncServer.ts';
import { TestWindow } from '../testing/TestWindow.ts';
import { openTestHub } from '../testing/openTestHub.ts';
import { thumbnailLimitBytes } from './isThumbnail.ts';
import { pieceBytes } from './uploadFile.ts';

type Fetch = typeof globalThis.fetch;

/** A network that does to requests what a test wants; `undefined` lets one through. */
function network(intervene: (request: Request) => Promise<Response | undefined>): Fetch {
  return async (input, init) => {
    const request = new Request(input, { ...init, ...(init?.body ? { duplex: 'half' } : {}) });
    return (await intervene(request)) ?? (await fetch(input, init));
  };
}

const isUpload = ({ method, url }: Request): boolean =>
  method === 'PATCH' && url.endsWith('/upload');

describe('a large file', () => {
  test('goes up in pieces, and on behind the last one that arrived', async () => {
    const server = await startSyncServer();
    const offsets: string[] = [];
    let broken = true;
    const alice = await person('Alice', server, {
      fetch: network((request) => {
        if (!isUpload(request)) return Promise.resolve(undefined);
        offsets.push(request.headers.get('upload-offset') ?? '');
        if (broken && offsets.length === 2) return Promise.reject(new TypeError('cut'));
        return Promise.resolve(undefined);
      }),
    });
    const { workspace } = await publishedPage(alice);
    const bytes = randomBytes(2 * pieceBytes + 1000);
    const { hash } = await addFile(alice.window, workspace.id, bytes);
    const waiting = async () => {
      const details = await alice.window.request('sync.details', { workspace: workspace.id });
      return details.files.find((file) => file.hash === hash);
    };
    await expect.poll(waiting).toMatchObject({
      name: 'file.bin',
      sizeBytes: bytes.length,
      sentBytes: pieceBytes,
      error: 'server-unreachable',
    });
    broken = false;
    await alice.window.request('sync.retry', { workspace: workspace.id });
    await alice.window.syncState(workspace.id, 'synced');
    expect(offsets).toEqual(['0', pieceBytes, pieceBytes, 2 * pieceBytes].map(String));
  });

  test('comes down on behind what was received before the connection broke', async () => {
    const server = await startSyncServer();
    const alice = await person('Alice', server);
    const ranges: (string | null)[] = [];
    const bob = await person('Bob', server, {
      fetch: network(async (request) => {
        if (request.method !== 'GET' || !request.url.includes('/files/')) return undefined;
        ranges.push(request.headers.get('range'));
        return ranges.length === 1 ? await cutAfter(request, 70_000) : undefined;
      }),
    });
    const { workspace } = await publishedPage(alice);
    const bytes = randomBytes(300_000);
    const { hash } = await addFile(alice.window, workspace.id, bytes);
    await alice.window.syncState(workspace.id, 'synced');
    await invite(alice, bob, workspace.id, 'viewer');
    const file = { workspace: workspace.id, hash, name: 'large.bin' };
    await expect(bob.window.request('files.address', file)).rejects.toMatchObject({
      code: 'server-unreachable',
    });
    const { address } = await bob.window.request('files.address', file);
    expect(ranges).toEqual([null, 'bytes=70000-']);
    expect(await bob.hub.openFile(address.slice(3))).toMatchObject({ size: bytes.length });
    expect(await readdir(join(bob.profileDir, 'files', 'partial'))).toEqual([]);
  });
});

/** The real answer, whose connection breaks after so many bytes. */
async function cutAfter(request: Request, length: number): Promise<Response> {
  const response = await fetch(request);
  const whole = new Uint8Array(await response.arrayBuffer());
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(whole.slice(0, length));
    },
    pull(controller) {
      controller.error(new TypeError('cut'));
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

describe('a thumbnail', () => {
  const webp = (size = 64): Buffer => {
    const bytes = Buffer.alloc(size);
    bytes.write('RIFF', 0);
    bytes.write('WEBPVP8 ', 8);
    return bytes;
  };

  test('is kept beside its file', async () => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    const { workspaces } = await window.request('app.state', {});
    const workspace = workspaces[0]?.id ?? '';
    const { hash } = await addFile(window, workspace, Buffer.from('a picture'));
    const place = { workspace, hash };
    expect(await window.request('files.thumbnail', place)).toEqual({ address: null });
    const picture = webp().toString('base64');
    await window.request('files.keepThumbnail', { ...place, webp: picture });
    const { address } = await window.request('files.thumbnail', place);
    expect(await hub.openFile((address ?? '').slice(3))).toMatchObject({
      type: 'image/webp',
      size: 64,
    });
  });

  test.each([
    ['something else', Buffer.from('<script>alert(1)</script> and more')],
    ['a RIFF that is no WebP', Buffer.from('RIFF....WAVEfmt and so on')],
    ['more than 256 KiB', webp(thumbnailLimitBytes + 1)],
  ])('%s is not one', async (_name, bytes) => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    const { workspaces } = await window.request('app.state', {});
    const workspace = workspaces[0]?.id ?? '';
    const { hash } = await addFile(window, workspace, Buffer.from('a picture'));
    const wrong = { workspace, hash, webp: bytes.toString('base64') };
    await expect(window.request('files.keepThumbnail', wrong)).rejects.toMatchObject({
      code: 'malformed-message',
    });
    expect(await window.request('files.thumbnail', { workspace, hash })).toEqual({ address: null });
  });

  test('of a file that is not known is not kept', async () => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    const { workspaces } = await window.request('app.state', {});
    const workspace = workspaces[0]?.id ?? '';
    const unknown = { workspace, hash: 'a'.repeat(64), webp: webp().toString('base64') };
    await expect(window.request('files.keepThumbnail', unknown)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
