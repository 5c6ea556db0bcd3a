import { invitationSchema } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { newId } from '../newId.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { TestAccount } from '../testing/TestAccount.ts';
import { chooseCatalogue } from './catalogue.ts';

async function invitationTo(name: string, inviter = 'Alice') {
  const { url } = await startTestServer({ publicUrl: 'https://confab.example.org' });
  const alice = await TestAccount.signUp(url, inviter);
  const workspace = await alice.publish(name);
  const path = `/api/workspaces/${workspace}/invitations`;
  const invitation = await alice.expect(invitationSchema, 'POST', path, { role: 'editor' });
  const visit = (language: string, code = invitation.code) =>
    fetch(`${url}/i/${code}`, { headers: { 'accept-language': language } });
  return { invitation, visit };
}

test('the link says who invites to what, opens the app and can be copied', async () => {
  const { invitation, visit } = await invitationTo('Study group');
  expect(invitation.url).toBe(`https://confab.example.org/i/${invitation.code}`);
  const response = await visit('en-GB,en;q=0.9');
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(html).toContain('Alice invites you to');
  expect(html).toContain('<h1>Study group</h1>');
  expect(html).toContain(`href="confab://join?link=${encodeURIComponent(invitation.url)}"`);
  expect(html).toContain('Open in the app');
  expect(html).toContain('Copy the link');
  expect(await (await visit('ko-KR,ko;q=0.9,en;q=0.5')).text()).toContain('앱에서 열기');
});

test('its one script runs by a nonce, different each time, and nothing else may', async () => {
  const { visit } = await invitationTo('Study group');
  const nonces: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    const response = await visit('en');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    const html = await response.text();
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain(`<script nonce="${nonce}">`);
    nonces.push(nonce);
  }
  expect(nonces[0]).not.toBe(nonces[1]);
});

test('names are text, whatever they look like', async () => {
  const { visit } = await invitationTo('<img src=x onerror=alert(1)>', '"><script>x</script>');
  const html = await (await visit('en')).text();
  expect(html).not.toContain('<img');
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
});

test('an unknown invitation is a page of its own, and offers nothing to open', async () => {
  const { visit } = await invitationTo('Study group');
  for (const code of [newId(), '%3Cscript%3E']) {
    const response = await visit('en', code);
    const html = await response.text();
    expect(response.status).toBe(404);
    expect(html).toContain('This invitation does not exist');
    expect(html).not.toContain('confab://');
    expect(html).not.toContain('<script');
  }
});

test.each([
  ['ko', 'ko'],
  ['KO-kr', 'ko'],
  ['fr-FR, ko;q=0.4, en;q=0.8', 'en'],
  ['en;q=0, ko;q=0.1', 'ko'],
  ['fr', 'en'],
  ['', 'en'],
  [undefined, 'en'],
])('the language of %s is %s', (header, language) => {
  expect(chooseCatalogue(header).language).toBe(language);
});
