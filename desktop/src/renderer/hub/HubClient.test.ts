import { ConfabError } from '@confab/shared-types';
import type { DocKey } from '@confab/shared-types';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeHub } from './FakeHub.ts';
import { HubClient } from './HubClient.ts';

const page: DocKey = 'workspace-1/page/page-0001';
const clients: HubClient[] = [];

function start(hub: FakeHub): HubClient {
  const client = new HubClient({
    connect: hub.connect,
    delay: () => Promise.resolve(),
    onProblem: (problem) => problems.push(problem),
  });
  clients.push(client);
  return client;
}
const problems: unknown[] = [];

async function opened(client: HubClient): Promise<void> {
  await vi.waitFor(() => expect(client.state).toBe('open'));
}

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  problems.length = 0;
});

describe('requests', () => {
  it('answer with the parsed result, also when made before the channel is open', async () => {
    const hub = new FakeHub();
    hub.answers.set('profile.setName', () => ({ person: 'person-01', name: 'Anna' }));
    const client = start(hub);
    await expect(client.request('profile.setName', { name: 'Anna' })).resolves.toEqual({
      person: 'person-01',
      name: 'Anna',
    });
  });

  it('reject with the code the hub sent', async () => {
    const hub = new FakeHub();
    const client = start(hub);
    await opened(client);
    const asked = client.request('servers.probe', { url: 'http://127.0.0.1:1' });
    hub.rpc({ type: 'error', id: 1, error: { code: 'server-unreachable' } });
    await expect(asked).rejects.toMatchObject({ code: 'server-unreachable' });
  });

  it('reject a result of another form instead of passing it on', async () => {
    const hub = new FakeHub();
    hub.answers.set('profile.setName', () => ({ person: 7 }));
    const client = start(hub);
    await expect(client.request('profile.setName', { name: 'Anna' })).rejects.toMatchObject({
      code: 'malformed-message',
    });
  });

  it('under way when the channel is lost reject with not-connected', async () => {
    const hub = new FakeHub();
    const client = start(hub);
    await opened(client);
    const asked = client.request('speech.models', {});
    hub.drop();
    await expect(asked).rejects.toBeInstanceOf(ConfabError);
    await opened(client);
    expect(hub.connections).toBe(2);
  });

  it('stop at a hub of another version', async () => {
    const hub = new FakeHub();
    hub.speaks = 2;
    const client = start(hub);
    await expect(client.request('app.state', {})).rejects.toMatchObject({
      code: 'protocol-mismatch',
    });
    expect(client.state).toBe('incompatible');
  });
});

describe('a channel that is refused', () => {
  it('is not tried again, and every request says why', async () => {
    let tries = 0;
    const client = new HubClient({
      connect: () => {
        tries++;
        return Promise.reject(new ConfabError('unauthenticated'));
      },
      delay: () => Promise.resolve(),
    });
    clients.push(client);
    await expect(client.request('app.state', {})).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(client.state).toBe('unauthenticated');
    await expect(client.request('app.state', {})).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(tries).toBe(1);
  });
});

describe('events', () => {
  it('reach their listeners parsed, and a broken one breaks nothing', async () => {
    const hub = new FakeHub();
    const client = start(hub);
    await opened(client);
    const seen: string[] = [];
    client.on('members', ({ workspace }) => seen.push(workspace));
    hub.rpc({ type: 'event', event: 'members', data: { workspace: 'no' } });
    hub.rpc({ type: 'event', event: 'members', data: { workspace: 'workspace-1' } });
    expect(seen).toEqual(['workspace-1']);
    expect(problems).toHaveLength(1);
  });
});

describe('documents', () => {
  it('are opening until the hub answered, saving until it said saved', async () => {
    const hub = new FakeHub();
    hub.acknowledges = false;
    hub.doc(page).getText('title').insert(0, 'Plan');
    const client = start(hub);
    const handle = client.openDocument(page);
    expect(handle.state).toBe('opening');
    await handle.opened();
    expect(handle.doc.getText('title').toString()).toBe('Plan');
    expect(handle.state).toBe('saved');
    handle.doc.getText('title').insert(4, ' A');
    handle.doc.getText('title').insert(6, ' B');
    expect(handle.state).toBe('saving');
    hub.send({ kind: 'saved', doc: page, batch: 1 });
    expect(handle.state).toBe('saving');
    expect(client.unsaved).toBe(true);
    hub.send({ kind: 'saved', doc: page, batch: 2 });
    expect(handle.state).toBe('saved');
    expect(client.unsaved).toBe(false);
  });

  it('send again what a restarted hub lost, deletions included', async () => {
    const hub = new FakeHub();
    hub.doc(page).getText('title').insert(0, 'Plan B');
    const client = start(hub);
    const handle = client.openDocument(page);
    await handle.opened();
    hub.acknowledges = false;
    handle.doc.getText('title').delete(4, 2);
    handle.doc.getText('title').insert(0, 'My ');
    const restarted = hub.doc(page).clientID;
    hub.docs.clear();
    hub.doc(page).clientID = restarted;
    hub.doc(page).getText('title').insert(0, 'Plan B');
    hub.acknowledges = true;
    hub.drop();
    expect(handle.state).toBe('saving');
    handle.doc.getText('title').insert(0, '!');
    await vi.waitFor(() => expect(handle.state).toBe('saved'));
    expect(hub.doc(page).getText('title').toString()).toBe('!My Plan');
  });

  it('count an edit made while the channel is down as unsaved', async () => {
    const hub = new FakeHub();
    const client = start(hub);
    const handle = client.openDocument(page);
    await handle.opened();
    hub.acknowledges = false;
    hub.drop();
    handle.doc.getText('title').insert(0, 'x');
    expect(handle.state).toBe('saving');
    await opened(client);
    expect(handle.state).toBe('saving');
    expect(hub.doc(page).getText('title').toString()).toBe('x');
  });

  it('keep what was refused and offer it again on retry', async () => {
    const hub = new FakeHub();
    const client = start(hub);
    const handle = client.openDocument(page);
    await handle.opened();
    hub.refuses = 'storage-full';
    handle.doc.getText('title').insert(0, 'a');
    expect(handle).toMatchObject({ state: 'refused', refusal: 'storage-full' });
    hub.refuses = null;
    handle.doc.getText('title').insert(1, 'b');
    expect(hub.doc(page).getText('title').toString()).toBe('');
    handle.retry();
    await vi.waitFor(() => expect(handle.state).toBe('saved'));
    expect(hub.doc(page).getText('title').toString()).toBe('ab');
  });

  it('start over with a fresh document when the hub resets it', async () => {
    const hub = new FakeHub();
    const client = start(hub);
    const handle = client.openDocument(page);
    await handle.opened();
    const before = handle.doc;
    hub.refuses = 'no-permission';
    handle.doc.getText('title').insert(0, 'mine');
    hub.access = 'read';
    hub.send({ kind: 'reset', doc: page });
    await handle.opened();
    expect(handle.doc).not.toBe(before);
    expect(handle.doc.getText('title').toString()).toBe('');
    expect(handle).toMatchObject({ state: 'saved', access: 'read', refusal: null });
  });

  it('are shared, and left only when the last holder released and all is saved', async () => {
    const hub = new FakeHub();
    const client = start(hub);
    const handle = client.openDocument(page);
    expect(client.openDocument(page)).toBe(handle);
    await handle.opened();
    hub.acknowledges = false;
    handle.doc.getText('title').insert(0, 'a');
    handle.release();
    handle.release();
    await Promise.resolve();
    expect(hub.of('unsubscribe')).toHaveLength(0);
    hub.send({ kind: 'saved', doc: page, batch: 1 });
    expect(hub.of('unsubscribe')).toHaveLength(1);
    expect(client.openDocument(page)).not.toBe(handle);
  });

  it('tell the hub who is here, again after a reconnection', async () => {
    const hub = new FakeHub();
    const client = start(hub);
    const handle = client.openDocument(page);
    await handle.opened();
    handle.awareness.setLocalState({ user: { name: 'Anna' } });
    const told = hub.of('awareness').length;
    expect(told).toBeGreaterThan(0);
    hub.drop();
    await vi.waitFor(() => expect(hub.of('awareness').length).toBeGreaterThan(told));
  });
});

describe('uploads', () => {
  const size = 700_000;
  const file = new File([new Uint8Array(size).fill(7)], 'photo.png', { type: 'image/png' });
  const hash = 'a'.repeat(64);

  function uploading(hub: FakeHub): void {
    hub.answers.set('files.begin', () => ({ transfer: 't1' }));
    hub.answers.set('files.cancel', () => ({}));
    hub.answers.set('files.finish', () => ({ hash, url: `confab-file:w/${hash}/photo.png` }));
  }

  it('wait for credit and end with the last piece', async () => {
    const hub = new FakeHub();
    uploading(hub);
    const client = start(hub);
    const progress: number[] = [];
    const done = client.uploadFile(file, {
      workspace: 'workspace-1',
      onProgress: (fraction) => progress.push(fraction),
    });
    await vi.waitFor(() => expect(hub.of('blob')).toHaveLength(8));
    hub.send({ kind: 'credit', transfer: 't1', upTo: 8 * 65_536 });
    await expect(done).resolves.toMatchObject({ hash });
    const pieces = hub.of('blob');
    expect(pieces.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(size);
    expect(pieces.map(({ last }) => last).filter(Boolean)).toEqual([true]);
    expect(progress.at(-1)).toBe(1);
  });

  it('stop when cancelled and say so to the hub', async () => {
    const hub = new FakeHub();
    uploading(hub);
    const client = start(hub);
    const abort = new AbortController();
    const done = client.uploadFile(file, { workspace: 'workspace-1', signal: abort.signal });
    await vi.waitFor(() => expect(hub.of('blob')).toHaveLength(8));
    abort.abort();
    await expect(done).rejects.toMatchObject({ code: 'cancelled' });
    expect(hub.of('rpc').some(({ json }) => json.includes('files.cancel'))).toBe(true);
  });

  it('fail with not-connected when the channel is lost half-way', async () => {
    const hub = new FakeHub();
    uploading(hub);
    const client = start(hub);
    const done = client.uploadFile(file, { workspace: 'workspace-1' });
    await vi.waitFor(() => expect(hub.of('blob')).toHaveLength(8));
    hub.drop();
    await expect(done).rejects.toMatchObject({ code: 'not-connected' });
  });

  it('send an empty file as one empty last piece', async () => {
    const hub = new FakeHub();
    uploading(hub);
    const client = start(hub);
    await client.uploadFile(new File([], 'empty.txt'), { workspace: 'workspace-1' });
    expect(hub.of('blob')).toMatchObject([{ last: true, offset: 0 }]);
  });
});
