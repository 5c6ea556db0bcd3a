import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isPrivate } from './hostAddress.ts';
import { LinkPreviews } from './LinkPreviews.ts';

/** A web site on this machine, whose address the person named. */
async function site(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => void server.close(() => resolve())));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const previews = new LinkPreviews({ enabled: () => true, ownServers: () => [url] });
  return { url, previews };
}

const html = { 'content-type': 'text/html; charset=utf-8' };

describe('a preview', () => {
  test('is the title and description of the page', async () => {
    const { url, previews } = await site((_request, response) => {
      response.writeHead(200, html).end(`<!doctype html>
        <title>Plain &amp; simple</title><svg><title>an icon</title></svg>
        <meta name="description" content="What it is
          about"><meta property="og:title" content="Shared title">`);
    });
    expect(await previews.read(`${url}/page`)).toEqual({
      title: 'Shared title',
      description: 'What it is about',
    });
  });

  test.each([
    ['its header', { 'content-type': 'text/html; charset=euc-kr' }, ''],
    ['itself', { 'content-type': 'text/html' }, '<meta charset="euc-kr">'],
  ])('is read in the encoding that %s names', async (_name, headers, meta) => {
    // 한글 in EUC-KR.
    const title = Buffer.from([0xc7, 0xd1, 0xb1, 0xdb]);
    const body = Buffer.concat([Buffer.from(`${meta}<title>`), title, Buffer.from('</title>')]);
    const { url, previews } = await site((_request, response) => {
      response.writeHead(200, headers).end(body);
    });
    expect(await previews.read(url)).toEqual({ title: '한글', description: '' });
  });

  test('is found in compressed pages, and in the first 512 KiB only', async () => {
    const { url, previews } = await site((request, response) => {
      const far = `<p>${'x'.repeat(600 * 1024)}</p><title>Far</title>`;
      const body = request.url === '/far' ? far : '<title>Near</title>';
      response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(gzipSync(body));
    });
    expect((await previews.read(`${url}/near`)).title).toBe('Near');
    expect((await previews.read(`${url}/far`)).title).toBe('');
  });

  test('follows redirects, but not for ever', async () => {
    const { url, previews } = await site((request, response) => {
      if (request.url === '/end') response.writeHead(200, html).end('<title>End</title>');
      else if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else response.writeHead(301, { location: '/end' }).end();
    });
    expect((await previews.read(`${url}/start`)).title).toBe('End');
    await expect(previews.read(`${url}/loop`)).rejects.toMatchObject({ code: 'link-refused' });
  });

  test('is refused when turned off, for other schemes, and for what is no page', async () => {
    const { url, previews } = await site((_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).end('png');
    });
    const off = new LinkPreviews({ enabled: () => false, ownServers: () => [url] });
    const refused = { code: 'link-refused' };
    await expect(off.read(url)).rejects.toMatchObject(refused);
    await expect(previews.read(url)).rejects.toMatchObject(refused);
    await expect(previews.read('file:///etc/passwd')).rejects.toMatchObject(refused);
  });

  test('fails by code when nobody answers', async () => {
    const previews = new LinkPreviews({
      enabled: () => true,
      ownServers: () => ['http://127.0.0.1:9'],
    });
    await expect(previews.read('http://127.0.0.1:9/')).rejects.toMatchObject({
      code: 'server-unreachable',
    });
  });
});

describe('private networks', () => {
  test('are not asked, by address, by name or by redirect', async () => {
    let asked = 0;
    const { url, previews: own } = await site((request, response) => {
      asked++;
      const inside = url.replace('127.0.0.1', 'localhost');
      if (request.url === '/inside') response.writeHead(302, { location: inside }).end();
      else response.writeHead(200, html).end('<title>Secret</title>');
    });
    const resolve = () =>
      Promise.resolve([
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const others = new LinkPreviews({ enabled: () => true, ownServers: () => [], resolve });
    const links = [url, url.replace('127.0.0.1', 'rebound.example'), 'http://[::1]/'];
    for (const link of links) {
      await expect(others.read(link)).rejects.toMatchObject({ code: 'link-refused' });
    }
    expect(asked).toBe(0);
    await expect(own.read(`${url}/inside`)).rejects.toMatchObject({ code: 'link-refused' });
    expect(asked).toBe(1);
  });

  test.each([
    ['10.1.2.3', 4, true],
    ['100.64.0.1', 4, true],
    ['169.254.169.254', 4, true],
    ['172.31.255.255', 4, true],
    ['192.168.0.1', 4, true],
    ['0.0.0.0', 4, true],
    ['255.255.255.255', 4, true],
    ['8.8.8.8', 4, false],
    ['172.32.0.1', 4, false],
    ['::1', 6, true],
    ['::ffff:192.168.0.1', 6, true],
    ['::ffff:8.8.8.8', 6, false],
    ['fd00::1', 6, true],
    ['fe80::1', 6, true],
    ['2002:7f00:1::', 6, true],
    ['2606:4700::1111', 6, false],
  ])('%s (IPv%i): %s', (address, family, isInside) => {
    expect(isPrivate({ address, family })).toBe(isInside);
  });
});
