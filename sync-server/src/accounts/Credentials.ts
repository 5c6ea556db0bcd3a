import { ConfabError } from '@confab/shared-types';
import type { Account } from '@confab/shared-types';
import { APIError, betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { assertDurable, openDatabase } from '../storage/sqlite/openDatabase.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly person: string;
}

/**
 * Accounts and their passwords, kept by better-auth in tables and a file of its own. Its sessions
 * are not used: it would store their tokens as they are, ours are stored hashed (`Sessions.ts`).
 */
export class Credentials {
  readonly #auth: Auth;
  readonly #close: () => void;

  private constructor(auth: Auth, close: () => void) {
    this.#auth = auth;
    this.#close = close;
  }

  /** `secret` is better-auth's own, random for the installation; `path` its database file. */
  static async create(options: { path: string; secret: string }): Promise<Credentials> {
    const database = openDatabase(options.path);
    const auth = createAuth(database, options.secret);
    const { runMigrations } = await getMigrations(auth.options);
    await runMigrations();
    assertDurable(database);
    return new Credentials(auth, () => database.close());
  }

  /** Throws `email-taken`, or `already-done` when another account has claimed the person. */
  async signUp(account: NewAccount): Promise<Account> {
    await this.#assertPersonFree(account.person);
    try {
      const { user } = await this.#auth.api.signUpEmail({ body: { ...account } });
      return { id: user.id, person: account.person, name: user.name, email: user.email };
    } catch (error) {
      if (errorCode(error) === 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL') {
        throw new ConfabError('email-taken', undefined, { cause: error });
      }
      // Two sign-ups at once meet in the unique index, which better-auth reports as a failure.
      await this.#assertPersonFree(account.person);
      throw error;
    }
  }

  /** Throws `wrong-credentials`; takes as long for an unknown address as for a wrong password. */
  async verify(email: string, password: string): Promise<Account> {
    try {
      const { user } = await this.#auth.api.signInEmail({ body: { email, password } });
      return await this.find(user.id);
    } catch (error) {
      if (errorCode(error) === 'INVALID_EMAIL_OR_PASSWORD') {
        throw new ConfabError('wrong-credentials', undefined, { cause: error });
      }
      throw error;
    }
  }

  /** Throws `not-found`. */
  async find(id: string): Promise<Account> {
    const user = await this.#findUser('id', id);
    if (user === null) throw new ConfabError('not-found');
    return { id: user.id, person: user.person, name: user.name, email: user.email };
  }

  async findByEmail(email: string): Promise<Account | null> {
    const user = await this.#findUser('email', email);
    return user === null ? null : await this.find(user.id);
  }

  /** Throws `not-found`. */
  async rename(id: string, name: string): Promise<Account> {
    const { adapter } = await this.#auth.$context;
    await adapter.update({ model: 'user', where: [{ field: 'id', value: id }], update: { name } });
    return await this.find(id);
  }

  close(): void {
    this.#close();
  }

  async #assertPersonFree(person: string): Promise<void> {
    if ((await this.#findUser('person', person)) !== null) {
      throw new ConfabError('already-done', 'the person belongs to another account');
    }
  }

  async #findUser(field: 'id' | 'person' | 'email', value: string): Promise<Account | null> {
    const { adapter } = await this.#auth.$context;
    return await adapter.findOne<Account>({ model: 'user', where: [{ field, value }] });
  }
}

type Auth = ReturnType<typeof createAuth>;

function createAuth(database: ReturnType<typeof openDatabase>, secret: string) {
  return betterAuth({
    database,
    secret,
    // Only its functions are called; none of its addresses is served.
    baseURL: 'http://localhost',
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 256,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: {
      additionalFields: { person: { type: 'string', required: true, unique: true, input: true } },
    },
    secondaryStorage: forgetfulStorage,
  });
}

/** Where better-auth puts the sessions nobody uses: nowhere. */
const forgetfulStorage = {
  get: () => null,
  getAndDelete: () => null,
  set: () => undefined,
  delete: () => undefined,
  increment: () => 1,
};

function errorCode(error: unknown): string | undefined {
  return error instanceof APIError ? error.body?.code : undefined;
}
