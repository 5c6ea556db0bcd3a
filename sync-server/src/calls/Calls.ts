import { ConfabError, grantsOfRole, minutesLeaseMs } from '@confab/shared-types';
import type {
  Account,
  AccountId,
  Call,
  CallPerson,
  Grants,
  JoinTicket,
  MinutesLease,
  Ring,
  Role,
  StartTranscription,
} from '@confab/shared-types';
import type { Accounts } from '../accounts/Accounts.ts';
import type { Clock } from '../Clock.ts';
import type { MediaConfig } from '../config.ts';
import type { Documents } from '../documents/Documents.ts';
import type { Log } from '../Log.ts';
import { newId } from '../newId.ts';
import { indexDocument, pageDocument } from '../pages/pageDocuments.ts';
import type { AccountEvents } from '../presence/AccountEvents.ts';
import type { Storage } from '../storage/Storage.ts';
import type { Roles } from '../workspaces/Roles.ts';
import { callRole } from './callRole.ts';
import { mintJoinToken } from './joinTokens.ts';
import {
  callDocument,
  writeCall,
  writeCallEnd,
  writeCallPerson,
  writeMinutesEntry,
  writeMinutesPage,
} from './minutesDocuments.ts';
import type { Rings } from './Rings.ts';
import { RoomParticipants } from './RoomParticipants.ts';

/** A call the media server never reported as ended counts as ended after this. */
const longestCallMs = 12 * 3_600_000;
const staleCheckMs = 10 * 60_000;

export interface CallsOptions {
  readonly storage: Pick<Storage, 'calls' | 'workspaces'>;
  readonly media: MediaConfig | null;
  readonly documents: Documents;
  readonly accounts: Accounts;
  readonly roles: Roles;
  readonly rings: Rings;
  readonly events: AccountEvents;
  readonly clock: Clock;
  readonly log: Log;
}

/** Calls of workspaces: started, joined, transcribed, ended. The media itself is elsewhere. */
export class Calls {
  readonly #options: CallsOptions;
  readonly #participants: RoomParticipants | null;
  #cancelCheck: () => void = () => undefined;

  constructor(options: CallsOptions) {
    this.#options = options;
    const { media } = options;
    this.#participants = media === null ? null : new RoomParticipants({ ...options, media });
  }

  /** Ends what an earlier run left behind, and looks again every ten minutes. */
  async resume(): Promise<void> {
    await this.#endStale();
    this.#cancelCheck = this.#options.clock.after(staleCheckMs, () => {
      this.resume().catch((error: unknown) => {
        this.#options.log.failure('stale-calls-failed', error);
      });
    });
  }

  stop(): void {
    this.#cancelCheck();
    this.#participants?.stop();
  }

  /** The running call about that page, else a new one. Throws `calls-unavailable`, `no-permission`. */
  async start(workspace: string, page: string | null, account: AccountId): Promise<Call> {
    this.#media();
    const { roles, storage, clock } = this.#options;
    await roles.require(workspace, account);
    const wanted: Call = {
      id: newId(),
      workspace,
      page,
      startedBy: account,
      startedAt: clock.now(),
      endedAt: null,
      minutesPage: null,
    };
    const call = await storage.calls.startOrFind(wanted);
    if (call.id === wanted.id) await this.#announce(call);
    return call;
  }

  async find(id: string): Promise<Call | null> {
    return await this.#options.storage.calls.find(id);
  }

  async running(workspace: string, account: AccountId): Promise<readonly Call[]> {
    await this.#options.roles.require(workspace, account);
    return await this.#options.storage.calls.running(workspace);
  }

  /** Throws `calls-unavailable`, `not-found`, `no-permission`, `already-done` for an ended call. */
  async ticket(id: string, account: AccountId): Promise<JoinTicket> {
    this.#media();
    const { storage, accounts, roles, clock, documents, rings } = this.#options;
    const call = await this.#running(id, account);
    const role = await roles.require(call.workspace, account);
    const person = await accounts.find(account);
    const joinedAt = clock.now();
    await storage.calls.addPerson(id, account, joinedAt);
    await rings.answeredByJoining(id, account);
    // Asked again: transcription may have started, and read who is here, in between.
    if ((await this.find(id))?.minutesPage) {
      const entry = { account, person: person.person, name: person.name, joinedAt };
      await documents.edit(callDocument(call.workspace, id), account, (doc) =>
        writeCallPerson(doc, entry),
      );
    }
    return await this.#mint(call, person, grantsOfRole(id, callRole(call, account, role)));
  }

  /** A ticket that only shows who is inside; throws as {@link ticket} does. */
  async look(id: string, account: AccountId): Promise<JoinTicket> {
    this.#media();
    const call = await this.#running(id, account);
    const person = await this.#options.accounts.find(account);
    return await this.#mint(call, person, { room: id, roomJoin: false });
  }

  /** Rings these members, or all but the caller. Throws `no-permission` for who is not a member. */
  async ring(
    id: string,
    account: AccountId,
    wanted: readonly AccountId[] | undefined,
  ): Promise<readonly Ring[]> {
    const call = await this.#running(id, account);
    const members = await this.#options.storage.workspaces.members(call.workspace);
    const ids = new Set(members.map((member) => member.account));
    const others = new Set(wanted ?? ids);
    others.delete(account);
    if ([...others].some((other) => !ids.has(other))) throw new ConfabError('no-permission');
    return await this.#options.rings.start(call, account, [...others]);
  }

  /** Idempotent: makes the call's documents and its one minutes page the first time. */
  async startTranscription(
    id: string,
    account: AccountId,
    { title, language, template }: StartTranscription,
  ): Promise<Call> {
    const { storage, documents } = this.#options;
    const call = await this.#running(id, account);
    // The page's id is settled first, so that a repeat after a crash goes on with the same page.
    const page = await storage.calls.setMinutesPage(id, newId());
    const people = await this.#people(id);
    const { workspace, startedAt } = call;
    await documents.edit(callDocument(workspace, id), account, (doc) =>
      writeCall(doc, { startedAt, endedAt: null, language, template }, people),
    );
    await documents.edit(pageDocument(workspace, page), account, (doc) =>
      writeMinutesPage(doc, id, title),
    );
    await documents.edit(indexDocument(workspace), account, (doc) =>
      writeMinutesEntry(doc, page, title),
    );
    const transcribed: Call = { ...call, minutesPage: page };
    await this.#announce(transcribed);
    return transcribed;
  }

  /** Lets one hub at a time write the minutes, of a call that has ended too. */
  async takeMinutesLease(id: string, account: AccountId, holder: string): Promise<MinutesLease> {
    const { storage, clock } = this.#options;
    await this.#requireMember(id, account);
    const now = clock.now();
    const held = await storage.calls.takeMinutesLease(id, holder, now, now + minutesLeaseMs);
    if (held === null) throw new ConfabError('not-found');
    return { granted: held.holder === holder, remainingMs: held.until - now };
  }

  async giveBackMinutesLease(id: string, account: AccountId, holder: string): Promise<void> {
    await this.#requireMember(id, account);
    await this.#options.storage.calls.giveBackMinutesLease(id, holder);
  }

  /** The room is empty for good. Nothing happens when the call is unknown or has ended before. */
  async end(id: string, endedAt: number): Promise<void> {
    const { storage, documents, rings, clock } = this.#options;
    const call = await storage.calls.find(id);
    if (call === null || call.endedAt !== null) return;
    const at = Math.min(Math.max(endedAt, call.startedAt), clock.now());
    // The document first: after a crash in between, the call is ended once more, not half.
    if (call.minutesPage !== null) {
      await documents.edit(callDocument(call.workspace, id), call.startedBy, (doc) =>
        writeCallEnd(doc, at),
      );
    }
    if (!(await storage.calls.end(id, at))) return;
    await rings.endOfCall(id);
    await this.#announce({ ...call, endedAt: at });
  }

  /** Somebody is no member of a workspace any more: they leave its calls too, in a moment. */
  async removePerson(workspace: string, account: AccountId): Promise<void> {
    const { calls } = this.#options.storage;
    for (const { id } of await calls.running(workspace)) {
      const people = await calls.people(id);
      if (people.some((person) => person.account === account)) {
        void this.#participants?.remove(id, account);
      }
    }
  }

  /** A member's role changed: so does what they may do in the calls they are in, in a moment. */
  async changeRole(workspace: string, account: AccountId, role: Role): Promise<void> {
    const { calls } = this.#options.storage;
    for (const call of await calls.running(workspace)) {
      const people = await calls.people(call.id);
      if (people.some((person) => person.account === account)) {
        void this.#participants?.update(call.id, account, callRole(call, account, role));
      }
    }
  }

  /** The workspace is leaving the server: its calls end, without a word in its documents. */
  async abandon(workspace: string): Promise<void> {
    const { storage, rings, clock } = this.#options;
    for (const { id } of await storage.calls.running(workspace)) {
      for (const { account } of await storage.calls.people(id)) {
        void this.#participants?.remove(id, account);
      }
      await rings.endOfCall(id);
      await storage.calls.end(id, clock.now());
    }
  }

  async #endStale(): Promise<void> {
    const { storage, clock } = this.#options;
    const now = clock.now();
    for (const call of await storage.calls.runningSince(now - longestCallMs)) {
      await this.end(call.id, now);
    }
  }

  async #people(id: string): Promise<readonly CallPerson[]> {
    const { storage, accounts } = this.#options;
    const joined = await storage.calls.people(id);
    return await Promise.all(
      joined.map(async ({ account, joinedAt }) => {
        const { person, name } = await accounts.find(account);
        return { account, person, name, joinedAt };
      }),
    );
  }

  async #running(id: string, account: AccountId): Promise<Call> {
    const call = await this.#requireMember(id, account);
    if (call.endedAt !== null) throw new ConfabError('already-done', 'the call has ended');
    return call;
  }

  async #requireMember(id: string, account: AccountId): Promise<Call> {
    const call = await this.find(id);
    if (call === null) throw new ConfabError('not-found');
    await this.#options.roles.require(call.workspace, account);
    return call;
  }

  async #announce(call: Call): Promise<void> {
    const members = await this.#options.storage.workspaces.members(call.workspace);
    await this.#options.events.append(
      members.map((member) => member.account),
      'call',
      call.id,
    );
  }

  async #mint(call: Call, person: Account, grants: Grants): Promise<JoinTicket> {
    const media = this.#media();
    const joining = { identity: person.id, name: person.name, grants };
    const token = await mintJoinToken(media, joining, this.#options.clock.now());
    return { call, url: media.url, token };
  }

  #media(): MediaConfig {
    if (this.#options.media === null) throw new ConfabError('calls-unavailable');
    return this.#options.media;
  }
}
