import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { expect, test, vi } from 'vitest';
import { startTestServer } from '../testing/startTestServer.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { errorOf, request, TestAccount } from '../testing/TestAccount.ts';
import { fileLimitBytes } from './FileStore.ts';

const film = Buffer.from('a film in three pieces, each of them longer than nothing');
const hash = createHash('sha256').update(film).digest('hex');

async function cinema() {
  const dataFolder = await temporaryFolder();
  let server = await startTestServer({ dataFolder });
  const alice = await TestAccount.signUp(server.url, 'Alice');
  const workspace = await alice.publish();
  const path = `/files/${workspace}/${hash}`;
  const call = (by: TestAccount, method: string, at: string, init: RequestInit = {}) =>
    fetch(server.url + at, {
      method,
      ...init,
      headers: { authorization: `Bearer ${by.session}`, ...init.headers },
    });
  const piece = (by: TestAccount, from: number, to: number, length = film.length) =>
    call(by, 'PATCH', `${path}/upload`, {
      body: film.subarray(from, to),
      headers: {
        'content-type': 'video/mp4',
        'upload-offset': String(from),
        'upload-length': String(length),
      },
    });
  const offset = async (by: TestAccount): Promise<string | null> =>
    (await call(by, 'HEAD', `${path}/upload`)).headers.get('upload-offset');
  const restart = async (): Promise<void> => {
    await server.stop();
    server = await startTestServer({ dataFolder });
  };
  return { alice, workspace, path, call, piece, offset, restart, url: () => server.url };
}

test('a file comes in pieces, over a restart too, and is there once the last one is', async () => {
  const { alice, path, call, piece, offset, restart } = await cinema();
  expect(await offset(alice)).toBe('0');
  const first = await piece(alice, 0, 20);
  expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '20']);
  await restart();
  expect(await offset(alice)).toBe('20');
  expect((await call(alice, 'GET', path)).status).toBe(404);
  expect((await piece(alice, 20, 30)).status).toBe(204);
  expect((await piece(alice, 30, film.length)).status).toBe(201);
  const got = await call(alice, 'GET', path);
  expect(got.headers.get('content-type')).toBe('video/mp4');
  expect(Buffer.from(await got.arrayBuffer())).toEqual(film);
  expect(await offset(alice)).toBe('0');
});

test('a piece that does not fit what there is changes nothing', async () => {
  const { alice, piece, offset } = await cinema();
  await piece(alice, 0, 20);
  const twice = await piece(alice, 0, 20);
  expect([twice.status, await twice.json()]).toMatchObject([
    409,
    { error: { code: 'already-done' } },
  ]);
  expect((await piece(alice, 25, 30)).status).toBe(409);
  expect(await offset(alice)).toBe('20');
});

test('bytes that are not what their name says, or too many, are refused and leave nothing', async () => {
  const { alice, path, call, piece, offset } = await cinema();
  expect((await piece(alice, 0, 20, 20)).status).toBe(422);
  expect(await offset(alice)).toBe('0');
  expect((await piece(alice, 0, 20, 10)).status).toBe(413);
  expect((await piece(alice, 0, 20, fileLimitBytes + 1)).status).toBe(413);
  expect((await call(alice, 'PATCH', `${path}/upload`, { body: film })).status).toBe(400);
});

test('what arrived before the connection broke is gone on with', async () => {
  const { alice, path, piece, offset, url } = await cinema();
  const broken = httpRequest(`${url()}${path}/upload`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${alice.session}`,
      'content-length': String(film.length),
      'upload-offset': '0',
      'upload-length': String(film.length),
    },
  });
  const ended = new Promise((resolve) => broken.on('error', resolve));
  broken.write(film.subarray(0, 20));
  await vi.waitFor(async () => expect(await offset(alice)).toBe('20'));
  broken.destroy();
  await ended;
  await vi.waitFor(async () => expect((await piece(alice, 20, film.length)).status).toBe(201));
});

test('is for those who may add files, and each goes on with their own', async () => {
  const { alice, workspace, path, call, piece, offset, url } = await cinema();
  const [bob, vera, sam] = await Promise.all(
    ['Bob', 'Vera', 'Sam'].map((name) => TestAccount.signUp(url(), name)),
  );
  if (bob === undefined || vera === undefined || sam === undefined) throw new Error('nobody');
  await alice.invite(workspace, bob, 'commenter');
  await alice.invite(workspace, vera, 'viewer');
  await piece(alice, 0, 20);
  expect(await offset(bob)).toBe('0');
  expect((await piece(bob, 0, 10)).status).toBe(204);
  for (const stranger of [vera, sam]) {
    expect((await piece(stranger, 0, 10)).status).toBe(403);
    expect((await call(stranger, 'HEAD', `${path}/upload`)).status).toBe(403);
  }
  const nobody = await request(url(), 'PATCH', `${path}/upload`);
  expect([nobody.status, errorOf(nobody).code]).toEqual([401, 'unauthenticated']);
});
