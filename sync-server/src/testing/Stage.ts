import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { yTypes } from '@confab/shared-types';
import type { Account, GuestRole, Role } from '@confab/shared-types';
import { onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { newId } from '../newId.ts';
import { SqliteStorage } from '../storage/sqlite/SqliteStorage.ts';
import type { Storage } from '../storage/Storage.ts';
import { startTestServer, testMedia } from './startTestServer.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { TestAccount } from './TestAccount.ts';

/** Everybody who may meet a server, in the order of the tables that say what each may do. */
export const standings = [
  ...(['owner', 'admin', 'editor', 'commenter', 'viewer'] as const),
  ...(['guest-editor', 'guest-commenter', 'guest-viewer', 'stranger', 'nobody'] as const),
];
export type Standing = (typeof standings)[number];

const guestRoles: Partial<Record<Standing, GuestRole>> = {
  'guest-editor': 'editor',
  'guest-commenter': 'commenter',
  'guest-viewer': 'viewer',
};

/** One workspace with one of everything, and the sessions of everybody. */
export interface Scene {
  readonly url: string;
  readonly workspace: string;
  /** The guests' page, and one that they do not know. */
  readonly page: string;
  readonly otherPage: string;
  readonly version: string;
  /** A file that the page shows. */
  readonly file: string;
  readonly invitation: string;
  readonly publicLink: string;
  readonly call: string;
  /** The owner rings the target. */
  readonly ring: string;
  /** A viewer of the workspace. */
  readonly target: TestAccount;
  /** A guest of the page. */
  readonly guest: TestAccount;
  /** An account that is nowhere. */
  readonly outsider: TestAccount;
  /** A session of one's own for this scene; null: nobody's. */
  readonly sessions: Readonly<Record<Standing, string | null>>;
  readonly accounts: Readonly<Record<Standing, Account | null>>;
}

/**
 * A server with its accounts, on which scenes are set one after another. They are written straight
 * to its database: by its own interface, each would take seconds.
 */
export class Stage {
  readonly url: string;
  readonly #folder: string;
  readonly #storage: Storage;
  readonly #people: ReadonlyMap<Standing, TestAccount>;
  readonly #extras: readonly [TestAccount, TestAccount, TestAccount];

  private constructor(
    url: string,
    folder: string,
    people: ReadonlyMap<Standing, TestAccount>,
    extras: readonly [TestAccount, TestAccount, TestAccount],
  ) {
    this.url = url;
    this.#folder = folder;
    this.#people = people;
    this.#extras = extras;
    this.#storage = new SqliteStorage(join(folder, 'sync.db'));
  }

  static async create(): Promise<Stage> {
    const folder = await temporaryFolder();
    const unlimited = { burst: 1_000_000, refillMs: 1000 };
    const { url } = await startTestServer({
      dataFolder: folder,
      media: testMedia,
      limits: { requests: unlimited, signUps: unlimited, failedSignIns: unlimited },
    });
    const people = new Map<Standing, TestAccount>();
    for (const standing of standings.filter((each) => each !== 'nobody')) {
      people.set(standing, await TestAccount.signUp(url, standing));
    }
    const [target, guest, outsider] = [
      await TestAccount.signUp(url, 'target'),
      await TestAccount.signUp(url, 'guest'),
      await TestAccount.signUp(url, 'outsider'),
    ];
    const stage = new Stage(url, folder, people, [target, guest, outsider]);
    onTestFinished(() => stage.#storage.close());
    return stage;
  }

  async scene(): Promise<Scene> {
    const [workspace, page, otherPage] = [newId(), newId(), newId()];
    const [target, guest, outsider] = this.#extras;
    await this.#letIn(workspace, page);
    const file = await this.#addFile(workspace);
    const version = await this.#write(workspace, page, file);
    await this.#write(workspace, otherPage, null);
    const { invitation, publicLink } = await this.#share(workspace, page);
    const { call, ring } = await this.#startCall(workspace, target.id);
    return {
      ...{ url: this.url, workspace, page, otherPage, version, file, invitation, publicLink },
      ...{ call, ring, target, guest, outsider },
      sessions: await this.#signIn(),
      accounts: this.#each((person) => person.account),
    };
  }

  async #letIn(workspace: string, page: string): Promise<void> {
    const { workspaces, grants } = this.#storage;
    const [target, guest] = this.#extras;
    const owner = this.#id('owner');
    await workspaces.create({ id: workspace, name: 'Study', createdAt: 1 }, owner);
    for (const role of ['admin', 'editor', 'commenter', 'viewer'] satisfies Role[]) {
      await workspaces.setRole(workspace, this.#id(role), role, 1);
    }
    await workspaces.setRole(workspace, target.id, 'viewer', 1);
    const guests = [...Object.entries(guestRoles), ['', 'viewer'] as const];
    for (const [standing, role] of guests) {
      const account = standing === '' ? guest.id : this.#id(standing as Standing);
      await grants.set({ workspace, page, account, role, grantedBy: owner, grantedAt: 1 });
    }
  }

  async #addFile(workspace: string): Promise<string> {
    const content = newId();
    const hash = createHash('sha256').update(content).digest('hex');
    const path = join(this.#folder, 'files', workspace, hash.slice(0, 2), hash);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    const size = content.length;
    const addedBy = this.#id('owner');
    await this.#storage.files.add({
      workspace,
      hash,
      size,
      type: 'image/png',
      addedBy,
      addedAt: 1,
    });
    return hash;
  }

  async #write(workspace: string, page: string, file: string | null): Promise<string> {
    const ydoc = new Y.Doc();
    ydoc.getText(yTypes.title).insert(0, 'Plan');
    const cover = `confab-file:${workspace}/${String(file)}/cover.png`;
    if (file !== null) ydoc.getMap(yTypes.meta).set('cover', cover);
    const payload = Y.encodeStateAsUpdate(ydoc);
    const doc = `${workspace}/page/${page}`;
    await this.#storage.documents.append([{ doc, author: this.#id('owner'), payload, at: 1 }]);
    const id = newId();
    const kept = { id, doc, seq: 1, name: null, size: 2, files: [], keptAt: 1 };
    // A deflated stream of no bytes.
    await this.#storage.versions.add({ ...kept, payload: Uint8Array.of(3, 0) });
    return id;
  }

  async #share(
    workspace: string,
    page: string,
  ): Promise<{ invitation: string; publicLink: string }> {
    const owner = this.#id('owner');
    const [invitation, publicLink] = [newId(), newId()];
    const common = { workspace, createdBy: owner, createdAt: 1 };
    await this.#storage.invitations.add({
      ...common,
      code: invitation,
      role: 'viewer',
      expiresAt: Number.MAX_SAFE_INTEGER,
      maxUses: null,
      uses: 0,
      page: null,
    });
    await this.#storage.publicLinks.addOrFind({ ...common, code: publicLink, page });
    return { invitation, publicLink };
  }

  async #startCall(workspace: string, to: string): Promise<{ call: string; ring: string }> {
    const [call, ring, from] = [newId(), newId(), this.#id('owner')];
    const startedAt = Date.now();
    await this.#storage.calls.startOrFind({
      ...{ id: call, workspace, page: null, startedBy: from, startedAt },
      endedAt: null,
      minutesPage: null,
    });
    await this.#storage.rings.startOrFind({
      ...{ id: ring, call, workspace, page: null, from, to, startedAt },
      state: 'ringing',
      callee: 'free',
      message: null,
    });
    return { call, ring };
  }

  async #signIn(): Promise<Readonly<Record<Standing, string | null>>> {
    const tokens = this.#each(() => randomBytes(32).toString('base64url'));
    for (const standing of standings) {
      const token = tokens[standing];
      if (token === null) continue;
      const hash = createHash('sha256').update(token).digest('hex');
      const now = Date.now();
      const account = this.#id(standing);
      const session = { hash, account, device: 'test', createdAt: now, usedAt: now };
      await this.#storage.sessions.add(session);
    }
    return tokens;
  }

  #each<T>(make: (person: TestAccount) => T): Readonly<Record<Standing, T | null>> {
    const of = (standing: Standing): T | null => {
      const person = this.#people.get(standing);
      return person === undefined ? null : make(person);
    };
    return {
      owner: of('owner'),
      admin: of('admin'),
      editor: of('editor'),
      commenter: of('commenter'),
      viewer: of('viewer'),
      'guest-editor': of('guest-editor'),
      'guest-commenter': of('guest-commenter'),
      'guest-viewer': of('guest-viewer'),
      stranger: of('stranger'),
      nobody: null,
    };
  }

  #id(standing: Standing): string {
    const person = this.#people.get(standing);
    if (person === undefined) throw new Error(`${standing} has no account`);
    return person.id;
  }
}
