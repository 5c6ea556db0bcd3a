import { signedInSchema, wireErrorSchema } from '@confab/shared-types';
import type { Account, WireError } from '@confab/shared-types';
import { z } from 'zod';
import { newId } from '../newId.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export async function request(
  url: string,
  method: string,
  path: string,
  options: { body?: unknown; session?: string } = {},
): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (options.session !== undefined) headers['authorization'] = `Bearer ${options.session}`;
  const body = options.body === undefined ? null : JSON.stringify(options.body);
  if (body !== null) headers['content-type'] = 'application/json';
  const response = await fetch(`${url}${path}`, { method, headers, body });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

export function errorOf(answer: Answer): WireError {
  return z.object({ error: wireErrorSchema }).parse(answer.body).error;
}

/** Somebody with an account and one signed-in device. */
export class TestAccount {
  readonly url: string;
  readonly account: Account;
  readonly session: string;

  constructor(url: string, account: Account, session: string) {
    this.url = url;
    this.account = account;
    this.session = session;
  }

  static async signUp(url: string, name: string): Promise<TestAccount> {
    const answer = await request(url, 'POST', '/api/accounts', {
      body: {
        name,
        email: `${newId()}@example.org`,
        password: 'correct horse battery',
        person: newId(),
        device: 'test',
      },
    });
    const { account, session } = signedInSchema.parse(answer.body);
    return new TestAccount(url, account, session);
  }

  get id(): string {
    return this.account.id;
  }

  call(method: string, path: string, body?: unknown): Promise<Answer> {
    return request(this.url, method, path, { session: this.session, body });
  }

  /** Like `call`, but anything but success throws, and the body is parsed. */
  async expect<T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return schema.parse(answer.body);
  }

  /** Publishes a workspace of one's own and returns its id. */
  async publish(name = 'Study'): Promise<string> {
    const id = newId();
    await this.expect(z.unknown(), 'PUT', `/api/workspaces/${id}`, { name });
    return id;
  }

  /** Lets `other` into one page as a guest. */
  async letIn(workspace: string, page: string, other: TestAccount, role: string): Promise<void> {
    const path = `/api/workspaces/${workspace}/pages/${page}/guests`;
    await this.expect(z.unknown(), 'POST', path, { email: other.account.email, role });
  }

  /** Lets `other` join with that role, through an invitation. */
  async invite(workspace: string, other: TestAccount, role = 'editor'): Promise<void> {
    const { code } = await this.expect(
      z.object({ code: z.string() }),
      'POST',
      `/api/workspaces/${workspace}/invitations`,
      { role },
    );
    await other.expect(z.unknown(), 'POST', `/api/invitations/${code}/accept`);
  }
}
