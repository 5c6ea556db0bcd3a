import { once } from 'node:events';
import { closeCodes, recordingIdPrefix } from '@confab/shared-types';
import type { Access, SyncFrame, SyncRequest } from '@confab/shared-types';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { newId } from '../newId.ts';
import { Stage, standings } from '../testing/Stage.ts';
import type { Scene, Standing } from '../testing/Stage.ts';
import { SyncClient, textUpdate } from '../testing/SyncClient.ts';

type SignedIn = Exclude<Standing, 'nobody'>;
const signedIn = standings.filter((standing) => standing !== 'nobody') as SignedIn[];
const members: readonly Standing[] = ['owner', 'admin', 'editor', 'commenter', 'viewer'];

const [write, read, none]: readonly [Access, Access, Access] = ['write', 'read', 'none'];

/** What each may do with each kind of document, in the order of {@link signedIn}. */
const documents: readonly {
  readonly name: (scene: Scene, account: string) => string;
  readonly access: readonly Access[];
}[] = [
  { name: () => 'index', access: [write, write, write, read, read, none, none, none, none] },
  {
    name: ({ page }) => `page/${page}`,
    access: [write, write, write, read, read, write, read, read, none],
  },
  {
    name: ({ page }) => `comments/${page}`,
    access: [write, write, write, write, read, write, write, read, none],
  },
  {
    name: ({ otherPage }) => `page/${otherPage}`,
    access: [write, write, write, read, read, none, none, none, none],
  },
  {
    name: ({ otherPage }) => `comments/${otherPage}`,
    access: [write, write, write, write, read, none, none, none, none],
  },
  {
    name: ({ call }) => `call/${call}`,
    access: [write, write, write, write, write, none, none, none, none],
  },
  {
    name: ({ call }, account) => `speech/${call}/${account}`,
    access: [write, write, write, write, write, none, none, none, none],
  },
  {
    name: ({ call, target }) => `speech/${call}/${target.id}`,
    access: [read, read, read, read, read, none, none, none, none],
  },
  { name: () => `call/${newId()}`, access: signedIn.map(() => none) },
  {
    name: ({ page }) => `call/${recordingIdPrefix}${page}`,
    access: [write, write, write, read, read, none, none, none, none],
  },
  {
    name: ({ page }, account) => `speech/${recordingIdPrefix}${page}/${account}`,
    access: [write, write, write, read, read, none, none, none, none],
  },
  {
    name: ({ page, target }) => `speech/${recordingIdPrefix}${page}/${target.id}`,
    access: [read, read, read, read, read, none, none, none, none],
  },
];

/** What a client may send. A kind of message that is not named here does not compile. */
const frames: Readonly<Record<SyncFrame['kind'], 'client' | 'server'>> = {
  open: 'client',
  edit: 'client',
  close: 'client',
  awareness: 'client',
  piece: 'client',
  opened: 'server',
  ack: 'server',
  refused: 'server',
  edits: 'server',
  access: 'server',
};
const requests: Readonly<Record<SyncRequest['type'], true>> = {
  hello: true,
  follow: true,
  unfollow: true,
};

async function connect(scene: Scene, standing: SignedIn): Promise<SyncClient> {
  return await SyncClient.signedIn(scene.url, scene.sessions[standing] ?? '');
}

test('who may open and edit which kind of document', async () => {
  const stage = await Stage.create();
  const scene = await stage.scene();
  for (const [at, standing] of signedIn.entries()) {
    const hub = await connect(scene, standing);
    const account = scene.accounts[standing]?.id ?? '';
    for (const { name, access } of documents) {
      const doc = `${scene.workspace}/${name(scene, account)}`;
      const expected = access[at] ?? none;
      hub.send({ kind: 'open', doc, stateVector: Uint8Array.of(0) });
      const isAnswer = ({ kind }: SyncFrame): boolean => kind === 'opened' || kind === 'access';
      const answer = await hub.frames.next(isAnswer);
      expect([standing, answer]).toMatchObject([standing, { doc, access: expected }]);
      expect(answer.kind).toBe(expected === none ? 'access' : 'opened');
      const edited = await hub.edit(doc, textUpdate('x'));
      const refusal = { kind: 'refused', code: 'no-permission' };
      expect([standing, doc, edited]).toMatchObject([
        standing,
        doc,
        expected === write ? { kind: 'ack' } : refusal,
      ]);
    }
    await hub.close();
  }
});

test('who may follow a workspace, and which documents each is told of', async () => {
  const stage = await Stage.create();
  const scene = await stage.scene();
  const { workspace, page, otherPage } = scene;
  for (const standing of signedIn) {
    const hub = await connect(scene, standing);
    hub.request({ type: 'follow', workspace });
    const answer = await hub.replies.next(({ type }) => type === 'docs' || type === 'unfollowed');
    const pages = members.includes(standing) ? [page, otherPage] : [page];
    const role = members.includes(standing) ? standing : 'guest';
    const docs = pages.map((id) => ({ name: `page/${id}`, seq: 1 }));
    expect(answer).toMatchObject(
      standing === 'stranger'
        ? { type: 'unfollowed', error: { code: 'no-permission' } }
        : { type: 'docs', role, docs },
    );
    hub.request({ type: 'unfollow', workspace });
    await hub.close();
  }
});

test('cursors go between those who may read, and reach and leave nobody else', async () => {
  const stage = await Stage.create();
  for (const standing of signedIn) {
    const scene = await stage.scene();
    const doc = `${scene.workspace}/page/${scene.page}`;
    const owner = await connect(scene, 'owner');
    await owner.open(doc);
    const hub = await connect(scene, standing);
    hub.send({ kind: 'open', doc, stateVector: Uint8Array.of(0) });
    await hub.frames.next(({ kind }) => kind === 'opened' || kind === 'access');
    hub.send({ kind: 'awareness', doc, update: awarenessOf(7, { at: standing }) });
    hub.send({ kind: 'close', doc });
    // What is sent after it arrives after it.
    hub.request({ type: 'unfollow', workspace: scene.workspace });
    hub.request({ type: 'follow', workspace: newId() });
    await hub.replies.next(({ type }) => type === 'unfollowed');
    const name = { kind: 'edit', doc, batch: 1, update: textUpdate('done') } as const;
    owner.send(name);
    await owner.frame('ack');
    const seen = owner.frames.all.filter(({ kind }) => kind === 'awareness').map(readStates);
    const stamped = { at: standing, user: { name: standing } };
    expect(seen).toMatchObject(standing === 'stranger' ? [] : [[stamped], [null]]);
    await Promise.all([owner.close(), hub.close()]);
  }
});

test('before it says who it is, a connection gets nothing; what only servers send is refused', async () => {
  const stage = await Stage.create();
  const scene = await stage.scene();
  const doc = `${scene.workspace}/page/${scene.page}`;
  const example: Readonly<Record<SyncFrame['kind'], SyncFrame>> = {
    open: { kind: 'open', doc, stateVector: Uint8Array.of(0) },
    edit: { kind: 'edit', doc, batch: 1, update: textUpdate('x') },
    close: { kind: 'close', doc },
    awareness: { kind: 'awareness', doc, update: awarenessOf(7, {}) },
    piece: { kind: 'piece', transfer: 1, last: false, bytes: Uint8Array.of(1) },
    opened: {
      ...{ kind: 'opened', doc, seq: 1, access: 'write' },
      update: Uint8Array.of(0, 0),
      stateVector: Uint8Array.of(0),
    },
    ack: { kind: 'ack', doc, batch: 1, seq: 1 },
    refused: { kind: 'refused', doc, batch: 1, code: 'internal' },
    edits: { kind: 'edits', doc, seq: 1, update: textUpdate('x') },
    access: { kind: 'access', doc, access: 'write' },
  };
  for (const [kind, from] of Object.entries(frames)) {
    const frame = example[kind as SyncFrame['kind']];
    const unknown = await SyncClient.connect(scene.url);
    unknown.send(frame);
    const refused = { type: 'error', error: { code: 'unauthenticated' } };
    expect(await unknown.replies.next()).toMatchObject(refused);
    await unknown.close();
    if (from === 'client') continue;
    const hub = await connect(scene, 'owner');
    hub.send(frame);
    const answer = await hub.replies.next(({ type }) => type === 'error');
    expect(answer).toMatchObject({ error: { code: 'unknown-message' } });
    await hub.close();
  }
  for (const type of Object.keys(requests).filter((each) => each !== 'hello')) {
    const unknown = await SyncClient.connect(scene.url);
    unknown.socket.send(JSON.stringify({ type, workspace: scene.workspace }));
    expect(await unknown.replies.next()).toMatchObject({ error: { code: 'unauthenticated' } });
    await unknown.close();
  }
});

test('a stock Yjs client is let into what its account may read, and into nothing else', async () => {
  const stage = await Stage.create();
  const scene = await stage.scene();
  for (const [at, standing] of [...signedIn, 'nobody' as const].entries()) {
    for (const { name, access } of documents) {
      const account = scene.accounts[standing]?.id ?? newId();
      const doc = `${scene.workspace}/${name(scene, account)}`;
      const address = `${scene.url.replace('http', 'ws')}/yjs/${doc}`;
      const socket = new WebSocket(`${address}?session=${scene.sessions[standing] ?? 'none'}`);
      const first = await Promise.race([
        once(socket, 'message').then(() => 'let in'),
        once(socket, 'close').then(([code]) => code as number),
      ]);
      const refused = standing === 'nobody' ? closeCodes.unauthenticated : closeCodes.noPermission;
      const isIn = (access[at] ?? none) !== none;
      expect([standing, doc, first]).toEqual([standing, doc, isIn ? 'let in' : refused]);
      socket.terminate();
    }
  }
});

function awarenessOf(client: number, state: object): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarString(encoder, JSON.stringify(state));
  return encoding.toUint8Array(encoder);
}

function readStates(frame: SyncFrame): unknown[] {
  if (frame.kind !== 'awareness') return [];
  const decoder = decoding.createDecoder(frame.update);
  const count = decoding.readVarUint(decoder);
  return Array.from({ length: count }, () => {
    decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    return JSON.parse(decoding.readVarString(decoder)) as unknown;
  });
}
