import type { Account, AccountId, SignedIn, SignIn, SignUp } from '@confab/shared-types';
import { ConfabError } from '@confab/shared-types';
import type { Bus } from '../bus/Bus.ts';
import type { RateLimiter } from '../connections/RateLimiter.ts';
import type { Credentials } from './Credentials.ts';
import type { Sessions } from './Sessions.ts';

export interface AccountLimits {
  /** Accounts made from one address. */
  readonly signUps: RateLimiter;
  /** Failed sign-ins of one account, and from one address. */
  readonly accountFailures: RateLimiter;
  readonly addressFailures: RateLimiter;
}

/** Signing up and in, and who an account id is. */
export class Accounts {
  readonly #credentials: Credentials;
  readonly #sessions: Sessions;
  readonly #limits: AccountLimits;
  readonly #bus: Bus;
  readonly #known = new Map<AccountId, Account>();
  readonly #unsubscribe: () => void;

  constructor(credentials: Credentials, sessions: Sessions, limits: AccountLimits, bus: Bus) {
    this.#credentials = credentials;
    this.#sessions = sessions;
    this.#limits = limits;
    this.#bus = bus;
    this.#unsubscribe = bus.subscribe('name', ({ account }) => this.#known.delete(account));
  }

  /** Throws `email-taken`, `already-done` (the person is claimed), `too-many-requests`. */
  async signUp(wanted: SignUp, address: string): Promise<SignedIn> {
    this.#limits.signUps.take(address);
    const { device, ...account } = wanted;
    const made = await this.#credentials.signUp(account);
    return { account: made, session: await this.#sessions.start(made.id, device) };
  }

  /** Throws `wrong-credentials`, `too-many-requests`. */
  async signIn(wanted: SignIn, address: string): Promise<SignedIn> {
    const email = wanted.email.toLowerCase();
    this.#limits.accountFailures.check(email);
    this.#limits.addressFailures.check(address);
    try {
      const account = await this.#credentials.verify(email, wanted.password);
      return { account, session: await this.#sessions.start(account.id, wanted.device) };
    } catch (error) {
      if (error instanceof ConfabError && error.code === 'wrong-credentials') {
        this.#limits.accountFailures.take(email);
        this.#limits.addressFailures.take(address);
      }
      throw error;
    }
  }

  /** Throws `not-found`. */
  async find(id: AccountId): Promise<Account> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const account = await this.#credentials.find(id);
    this.#known.set(id, account);
    return account;
  }

  /** Null: nobody has an account with that address. */
  async findByEmail(email: string): Promise<Account | null> {
    return await this.#credentials.findByEmail(email.toLowerCase());
  }

  /** Changes the name others see. Throws `not-found`. */
  async rename(id: AccountId, name: string): Promise<Account> {
    const account = await this.#credentials.rename(id, name);
    this.#known.set(id, account);
    await this.#bus.publish('name', { account: id, name });
    return account;
  }

  close(): void {
    this.#unsubscribe();
  }
}
