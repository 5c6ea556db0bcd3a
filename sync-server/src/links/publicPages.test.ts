import { createHash } from 'node:crypto';
import {
  publicLinkOrNoneSchema,
  publicLinkSchema,
  writeBlocks,
  yTypes,
} from '@confab/shared-types';
import type { Block } from '@confab/shared-types';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { newId } from '../newId.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { SyncClient } from '../testing/SyncClient.ts';
import { errorOf, TestAccount } from '../testing/TestAccount.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A page with these blocks, and a way to change it. */
async function publicPage(title: string, blocks: (workspace: string) => readonly Block[]) {
  const { url } = await startTestServer({ publicUrl: 'https://confab.example.org' });
  const olivia = await TestAccount.signUp(url, 'Olivia');
  const workspace = await olivia.publish('Secret plans');
  const page = newId();
  const doc = new Y.Doc();
  doc.getText(yTypes.title).insert(0, title);
  writeBlocks(doc.getXmlFragment(yTypes.blocks), blocks(workspace), newId);
  const hub = await SyncClient.signedIn(url, olivia.session);
  const save = () => hub.edit(`${workspace}/page/${page}`, Y.encodeStateAsUpdate(doc));
  await save();
  const path = `/api/workspaces/${workspace}/pages/${page}/public-link`;
  const link = await olivia.expect(publicLinkSchema, 'PUT', path);
  const visit = (rest = '', language = 'en') =>
    fetch(`${url}/p/${link.code}${rest}`, { headers: { 'accept-language': language } });
  const upload = (content: string, type: string) =>
    fetch(`${url}/files/${workspace}/${hashOf(content)}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${olivia.session}`, 'content-type': type },
      body: content,
    });
  return { url, olivia, workspace, page, hub, doc, save, path, link, visit, upload };
}

const paragraph = (text: string): Block => ({ type: 'paragraph', content: [{ text }] });

test('anybody with the link reads the page, and it says to search engines that they may not', async () => {
  const { link, visit } = await publicPage('Open house', () => [
    { type: 'heading', content: [{ text: 'Programme' }] },
    paragraph('Doors open at nine'),
  ]);
  expect(link.url).toBe(`https://confab.example.org/p/${link.code}`);
  const response = await visit();
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(response.headers.get('x-robots-tag')).toBe('noindex');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(html).toContain('<meta name="robots" content="noindex">');
  expect(html).toContain('<h1>Open house</h1>');
  expect(html).toContain('Doors open at nine');
  expect(html).toContain('read only');
  expect(html).not.toContain('Secret plans');
  const korean = await (await visit('', 'ko')).text();
  expect(korean).toContain('<html lang="ko">');
  expect(korean).toContain('읽기 전용');
});

test('nothing in it can run, and its policy allows only the style that it has', async () => {
  const { visit } = await publicPage('<script>alert(1)</script>', (workspace) => [
    paragraph('<img src=x onerror=alert(2)>'),
    { type: 'paragraph', content: [{ text: 'click', link: 'javascript:alert(3)' }] },
    {
      type: 'codeBlock',
      props: { language: '"><script>' },
      content: [{ text: '</code><script>' }],
    },
    { type: 'image', props: { url: 'https://tracker.example.org/pixel.png', name: 'far' } },
    {
      type: 'image',
      props: { url: `confab-file:${workspace}/${'a'.repeat(64)}"onerror=x`, name: 'n' },
    },
    { type: 'equation', props: { source: '\\href{javascript:alert(4)}{x}' } },
    {
      type: 'equation',
      props: { source: '\\htmlStyle{color:red}{y} \\includegraphics{http://a/b}' },
    },
    { type: 'equation', props: { source: '\\frac{1}{' } },
  ]);
  const response = await visit();
  const policy = response.headers.get('content-security-policy') ?? '';
  const html = await response.text();
  expect(html).not.toContain('<script');
  // What is typed between tags is text; no tag may hold any of these.
  const tags = html.match(/<[a-z][^>]*>/gi)?.join('\n') ?? '';
  expect(tags).not.toMatch(/javascript:|\sonerror=|tracker\.example/i);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/script-src|unsafe/);
  const style = /<style>([^]*?)<\/style>/.exec(html)?.[1] ?? '';
  expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(html).toContain('\\frac{1}{');
});

test('formulas are set as MathML', async () => {
  const { visit } = await publicPage('Sums', () => [
    { type: 'equation', props: { source: '\\frac{1}{2}' } },
    { type: 'paragraph', content: [{ equation: 'x^2' }] },
  ]);
  const html = await (await visit()).text();
  expect(html).toContain('<mfrac>');
  expect(html).toContain('<msup>');
});

test('mentions are labels: no address of a page or a person is given away', async () => {
  const [page, person] = [newId(), newId()];
  const { visit } = await publicPage('Team', () => [
    {
      type: 'paragraph',
      content: [
        { mention: { kind: 'page', target: page, label: 'Budget' } },
        { mention: { kind: 'person', target: person, label: 'Max' } },
      ],
    },
  ]);
  const html = await (await visit()).text();
  expect(html).toContain('Budget');
  expect(html).toContain('Max');
  expect(html).not.toContain(page);
  expect(html).not.toContain(person);
});

test('files are served under the link only while the page shows them', async () => {
  const [picture, drawing, other] = ['a picture', '<svg onload="x"/>', 'not on the page'];
  const { doc, save, visit, upload } = await publicPage('Album', (workspace) => [
    { type: 'image', props: { url: `confab-file:${workspace}/${hashOf(picture)}/p.png` } },
    {
      type: 'file',
      props: { url: `confab-file:${workspace}/${hashOf(drawing)}/d.svg`, name: 'd' },
    },
    { type: 'image', props: { url: `confab-file:${newId()}/${hashOf(other)}/elsewhere.png` } },
  ]);
  await upload(picture, 'image/png');
  await upload(drawing, 'image/svg+xml');
  await upload(other, 'image/png');
  const html = await (await visit()).text();
  expect(html).toContain(`/files/${hashOf(picture)}"`);

  const shown = await visit(`/files/${hashOf(picture)}`);
  expect([shown.status, await shown.text()]).toEqual([200, picture]);
  expect(shown.headers.get('content-type')).toBe('image/png');
  expect(shown.headers.get('content-disposition')).toBe('inline');
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
  expect(shown.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(shown.headers.get('cache-control')).toBe('no-store');
  const attached = await visit(`/files/${hashOf(drawing)}`);
  expect(attached.headers.get('content-disposition')).toBe('attachment');
  expect(attached.headers.get('content-type')).toBe('application/octet-stream');
  expect((await visit(`/files/${hashOf(other)}`)).status).toBe(404);
  expect((await visit('/files/no-hash')).status).toBe(400);

  doc.getXmlFragment(yTypes.blocks).delete(0, 1);
  await save();
  expect((await visit(`/files/${hashOf(picture)}`)).status).toBe(404);
});

test('a change shows at the next visit', async () => {
  const { doc, save, visit } = await publicPage('Draft', () => [paragraph('one')]);
  expect(await (await visit()).text()).toContain('Draft');
  doc.getText(yTypes.title).insert(0, 'Second ');
  await save();
  expect(await (await visit()).text()).toContain('Second Draft');
});

test('making the link again is the same link; taken away, another one comes', async () => {
  const { olivia, path, link, visit } = await publicPage('Open house', () => [paragraph('x')]);
  expect(await olivia.expect(publicLinkSchema, 'PUT', path)).toEqual(link);
  expect(await olivia.expect(publicLinkOrNoneSchema, 'GET', path)).toEqual(link);
  expect((await visit()).status).toBe(200);
  expect((await olivia.call('DELETE', path)).status).toBe(204);
  expect((await olivia.call('DELETE', path)).status).toBe(204);
  const gone = await visit('', 'ko');
  expect(gone.status).toBe(404);
  expect(await gone.text()).toContain('페이지가 없습니다');
  expect(await olivia.expect(publicLinkOrNoneSchema, 'GET', path)).toBeNull();
  const next = await olivia.expect(publicLinkSchema, 'PUT', path);
  expect(next.code).not.toBe(link.code);
});

test('a page in the trash, or under one that is, is not public until it is back', async () => {
  const { workspace, page, hub, visit } = await publicPage('Plan', () => [paragraph('x')]);
  const index = new Y.Doc();
  const pages = index.getMap<Y.Map<unknown>>(yTypes.pages);
  const parent = newId();
  const entry = (under: string | null) =>
    new Y.Map(Object.entries({ parent: under, trashedAt: null }));
  pages.set(parent, entry(null));
  pages.set(page, entry(parent));
  const statusWith = async (trashed: string, at: number | null): Promise<number> => {
    pages.get(trashed)?.set('trashedAt', at);
    await hub.edit(`${workspace}/index`, Y.encodeStateAsUpdate(index));
    return (await visit()).status;
  };
  expect(await statusWith(page, 1)).toBe(404);
  expect(await statusWith(page, null)).toBe(200);
  expect(await statusWith(parent, 1)).toBe(404);
  expect(await statusWith(parent, null)).toBe(200);
  // In a circle, as two moves at the same time leave it.
  pages.get(parent)?.set('parent', page);
  expect(await statusWith(parent, null)).toBe(200);
});

test('a page deleted for good, an unknown code and a page never written are nowhere', async () => {
  const { url, olivia, workspace, page, visit } = await publicPage('Gone', () => [paragraph('x')]);
  await olivia.call('DELETE', `/api/workspaces/${workspace}/pages/${page}`);
  expect((await visit()).status).toBe(404);
  for (const code of [newId(), '%3Cscript%3E']) {
    const response = await fetch(`${url}/p/${code}`);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('<script');
  }
  const unwritten = `/api/workspaces/${workspace}/pages/${newId()}/public-link`;
  const link = await olivia.expect(publicLinkSchema, 'PUT', unwritten);
  expect((await fetch(`${url}/p/${link.code}`)).status).toBe(404);
});

test('only who may edit the workspace makes a page public', async () => {
  const { url, olivia, workspace, page, path } = await publicPage('Plan', () => [paragraph('x')]);
  const [vera, gus] = [await TestAccount.signUp(url, 'Vera'), await TestAccount.signUp(url, 'Gus')];
  await olivia.invite(workspace, vera, 'commenter');
  await olivia.letIn(workspace, page, gus, 'editor');
  for (const by of [vera, gus]) {
    for (const method of ['PUT', 'GET', 'DELETE']) {
      const answer = await by.call(method, path);
      expect([method, answer.status, errorOf(answer).code]).toEqual([method, 403, 'no-permission']);
    }
  }
});
