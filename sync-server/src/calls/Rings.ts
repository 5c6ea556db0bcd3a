import { ConfabError, ringLifetimeMs } from '@confab/shared-types';
import type {
  AccountId,
  Call,
  CalleeState,
  Ring,
  RingAction,
  RingState,
} from '@confab/shared-types';
import type { Accounts } from '../accounts/Accounts.ts';
import type { Bus } from '../bus/Bus.ts';
import type { Clock } from '../Clock.ts';
import type { Log } from '../Log.ts';
import { newId } from '../newId.ts';
import type { AccountEvents } from '../presence/AccountEvents.ts';
import type { Presence } from '../presence/Presence.ts';
import type { RingStorage, StoredRing } from '../storage/Storage.ts';

/** How long a caller may be without an event stream before their rings are cancelled. */
export const callerGoneMs = 10_000;

export interface RingsOptions {
  readonly storage: RingStorage;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly presence: Presence;
  readonly events: AccountEvents;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
}

type Ending = Exclude<RingState, 'ringing'>;

/**
 * Rings: each goes once from ringing to answered, declined, cancelled or missed, by compare and set
 * in the storage. Timers only carry out what the stored times say, so a restart changes nothing.
 */
export class Rings {
  readonly #options: RingsOptions;
  readonly #expiries = new Map<string, () => void>();
  readonly #absences = new Map<AccountId, () => void>();
  readonly #unsubscribe: () => void;

  constructor(options: RingsOptions) {
    this.#options = options;
    this.#unsubscribe = options.bus.subscribe('presence', ({ account, online }) => {
      if (online) this.#stopAbsence(account);
      else if (this.#expiries.size > 0) this.#startAbsence(account);
    });
  }

  /** Takes up the rings of an earlier run: what expired meanwhile was missed. */
  async resume(): Promise<void> {
    for (const ring of await this.#options.storage.ringing()) this.#watch(ring);
  }

  /** Rings each account once; one that is rung for this call already keeps its ring. */
  async start(call: Call, from: AccountId, to: readonly AccountId[]): Promise<readonly Ring[]> {
    const { storage, clock } = this.#options;
    const started: Ring[] = [];
    for (const account of to) {
      const wanted: StoredRing = {
        id: newId(),
        call: call.id,
        workspace: call.workspace,
        page: call.page,
        from,
        to: account,
        state: 'ringing',
        callee: this.#calleeState(account),
        message: null,
        startedAt: clock.now(),
      };
      const ring = await storage.startOrFind(wanted);
      if (ring.id === wanted.id) {
        this.#watch(ring);
        await this.#announce(ring);
      }
      started.push(await this.#describe(ring));
    }
    return started;
  }

  /**
   * `message` is said with a declined ring. Throws `not-found`, `no-permission`, `malformed-message`
   * for a message with another action, or `ring-ended` with the state as detail.
   */
  async act(
    id: string,
    account: AccountId,
    action: RingAction,
    message: string | null = null,
  ): Promise<Ring> {
    const ring = await this.#options.storage.find(id);
    if (ring === null || (ring.from !== account && ring.to !== account)) {
      throw new ConfabError('not-found');
    }
    const actor = action === 'cancel' ? ring.from : ring.to;
    if (actor !== account) throw new ConfabError('no-permission');
    if (message !== null && action !== 'decline') {
      throw new ConfabError('malformed-message', 'only a declined ring has a message');
    }
    if (!(await this.#finish(ring, endings[action], message))) {
      const now = await this.#options.storage.find(id);
      throw new ConfabError('ring-ended', now?.state);
    }
    return await this.#describe({ ...ring, state: endings[action], message });
  }

  /** The ring as it stands, with the time it has left; null when there is none. */
  async find(id: string): Promise<Ring | null> {
    const ring = await this.#options.storage.find(id);
    return ring === null ? null : await this.#describe(ring);
  }

  /** Somebody entered a call by another way than the ring: that answers it. */
  async answeredByJoining(call: string, account: AccountId): Promise<void> {
    await this.#finishAll((ring) => ring.call === call && ring.to === account, 'answered');
  }

  /** Cancels what still rings for a call that has ended. */
  async endOfCall(call: string): Promise<void> {
    await this.#finishAll((ring) => ring.call === call, 'cancelled');
  }

  stop(): void {
    this.#unsubscribe();
    for (const cancel of [...this.#expiries.values(), ...this.#absences.values()]) cancel();
    this.#expiries.clear();
    this.#absences.clear();
  }

  #watch(ring: StoredRing): void {
    const { clock, presence } = this.#options;
    const left = Math.max(0, ring.startedAt + ringLifetimeMs - clock.now());
    this.#expiries.set(
      ring.id,
      clock.after(left, () => this.#run(this.#finish(ring, 'missed'))),
    );
    if (!presence.isOnline(ring.from)) this.#startAbsence(ring.from);
  }

  #startAbsence(account: AccountId): void {
    if (this.#absences.has(account)) return;
    const cancel = this.#options.clock.after(callerGoneMs, () => {
      this.#absences.delete(account);
      this.#run(this.#finishAll((ring) => ring.from === account, 'cancelled'));
    });
    this.#absences.set(account, cancel);
  }

  #stopAbsence(account: AccountId): void {
    this.#absences.get(account)?.();
    this.#absences.delete(account);
  }

  async #finishAll(isMeant: (ring: StoredRing) => boolean, ending: Ending): Promise<void> {
    const ringing = await this.#options.storage.ringing();
    for (const ring of ringing.filter(isMeant)) await this.#finish(ring, ending);
  }

  async #finish(ring: StoredRing, ending: Ending, message: string | null = null): Promise<boolean> {
    const { storage, clock } = this.#options;
    const finished = await storage.finish(ring.id, ending, clock.now(), message);
    this.#expiries.get(ring.id)?.();
    this.#expiries.delete(ring.id);
    if (finished) await this.#announce(ring);
    return finished;
  }

  async #announce(ring: StoredRing): Promise<void> {
    await this.#options.events.append([ring.from, ring.to], 'ring', ring.id);
  }

  async #describe(ring: StoredRing): Promise<Ring> {
    const { accounts, clock } = this.#options;
    const [from, to] = await Promise.all([accounts.find(ring.from), accounts.find(ring.to)]);
    const left = Math.max(0, ring.startedAt + ringLifetimeMs - clock.now());
    return {
      ...ring,
      from: { account: from.id, name: from.name },
      to: { account: to.id, name: to.name },
      remainingMs: ring.state === 'ringing' ? left : 0,
    };
  }

  #calleeState(account: AccountId): CalleeState {
    const { presence } = this.#options;
    return presence.isOnline(account) ? presence.activityOf(account) : 'away';
  }

  #run(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#options.log.failure('ring-failed', error));
  }
}

const endings: Readonly<Record<RingAction, Ending>> = {
  answer: 'answered',
  decline: 'declined',
  cancel: 'cancelled',
};
