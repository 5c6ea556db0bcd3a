import { hostname } from 'node:os';
import { ConfabError, protocolVersions } from '@confab/shared-types';
import type { Connection, Profile, ServerInfo, SignedIn } from '@confab/shared-types';
import type { SecretStore } from '../../shell/Host.ts';
import type { ConnectionRecord, ConnectionStore } from './ConnectionStore.ts';
import { ServerApi } from './ServerApi.ts';
import { ServerLink } from './ServerLink.ts';
import type { LinkListener, LinkServices } from './ServerLink.ts';

export interface ServersOptions {
  readonly connections: ConnectionStore;
  readonly secrets: SecretStore;
  readonly services: LinkServices;
  readonly listener: LinkListener;
  readonly profile: () => Profile;
  readonly onChange: () => void;
  /** An account is signed in and its link is about to start. */
  readonly onLinked: (record: ConnectionRecord, link: ServerLink) => void;
}

interface Credentials {
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

/** The servers this profile has accounts at. Session secrets are only ever with the shell. */
export class Servers {
  readonly #options: ServersOptions;
  readonly #links = new Map<string, ServerLink>();

  constructor(options: ServersOptions) {
    this.#options = options;
  }

  /** Takes up every connection whose session is still there. */
  async start(): Promise<void> {
    for (const record of this.#options.connections.list()) {
      if (!record.signedIn) continue;
      const session = await this.#options.secrets.get(secretName(record));
      if (session === null) await this.signedOut(record.server.server);
      else this.#link(record, session);
    }
  }

  list(): Connection[] {
    return this.#options.connections.list().map((record) => this.#describe(record));
  }

  link(server: string): ServerLink | null {
    return this.#links.get(server) ?? null;
  }

  links(): ServerLink[] {
    return [...this.#links.values()];
  }

  /** Who answers at an address; rejects with `protocol-mismatch` when we do not speak to it. */
  async probe(url: string): Promise<ServerInfo> {
    const info = await new ServerApi(this.#options.services.outbound, url).info();
    if (info.protocol !== protocolVersions.api) {
      throw new ConfabError('protocol-mismatch', `server speaks ${info.protocol}`);
    }
    return info;
  }

  signUp({ url, email, password }: Credentials): Promise<Connection> {
    const { person, name } = this.#options.profile();
    return this.#connect(url, (api) =>
      api.signUp({
        name: name ?? email.slice(0, email.indexOf('@')),
        email,
        password,
        person,
        device: hostname().slice(0, 120),
      }),
    );
  }

  signIn({ url, email, password }: Credentials): Promise<Connection> {
    const device = hostname().slice(0, 120);
    return this.#connect(url, (api) => api.signIn({ email, password, device }));
  }

  /** Ends the session, at the server too when it can be reached; local data stays. */
  async signOut(server: string): Promise<void> {
    const link = this.link(server);
    await this.signedOut(server);
    try {
      await link?.api.signOut();
    } catch (error) {
      // Out of reach or ended already: on this device it is over either way.
      if (!(error instanceof ConfabError)) throw error;
      this.#options.services.log(`session could not be ended at the server: ${error.code}`);
    }
  }

  /** Forgets a server whose session has ended, and the account there. */
  forget(server: string): void {
    this.#options.connections.delete(server);
    this.#options.onChange();
  }

  /** The session is over: edits are kept, the person is asked to sign in again. */
  async signedOut(server: string): Promise<void> {
    this.#links.get(server)?.stop();
    this.#links.delete(server);
    const record = this.#options.connections.update(server, { signedIn: false });
    this.#options.onChange();
    await this.#options.secrets.delete(secretName(record));
  }

  /** Asks a server as the account there; an ended session is noticed on the way. */
  async ask<T>(server: string, question: (api: ServerApi) => Promise<T>): Promise<T> {
    const link = this.#links.get(server);
    if (link === undefined) throw new ConfabError('unauthenticated');
    try {
      return await question(link.api);
    } catch (error) {
      const code = error instanceof ConfabError ? error.code : null;
      if (code === 'unauthenticated' || code === 'token-invalid' || code === 'token-expired') {
        await this.signedOut(server);
      }
      throw error;
    }
  }

  /**
   * Tells a server the name this profile goes by, when it knows another one. A server out of reach
   * hears it at the next connection.
   */
  async tellName(server: string): Promise<void> {
    const { connections, profile, onChange } = this.#options;
    const { name } = profile();
    if (name === null || connections.get(server).account.name === name) return;
    const account = await this.ask(server, (api) => api.rename(name));
    connections.update(server, { account });
    onChange();
  }

  wake(): void {
    for (const link of this.#links.values()) link.wake();
  }

  /** What this device does has changed: the servers tell those who would call. */
  tellStatus(): void {
    for (const link of this.#links.values()) link.tellStatus();
  }

  close(): void {
    for (const link of this.#links.values()) link.stop();
    this.#links.clear();
  }

  async #connect(
    address: string,
    identify: (api: ServerApi) => Promise<SignedIn>,
  ): Promise<Connection> {
    const url = normalizeUrl(address);
    const server = await this.probe(url);
    const { account, session } = await identify(
      new ServerApi(this.#options.services.outbound, url),
    );
    const before = this.#options.connections.find(server.server);
    const sameAccount = before?.account.id === account.id;
    const eventsCursor = before !== null && sameAccount ? before.eventsCursor : 0;
    const record: ConnectionRecord = { server, url, account, signedIn: true, eventsCursor };
    await this.#options.secrets.set(secretName(record), session);
    this.#options.connections.put(record);
    this.#links.get(server.server)?.stop();
    this.#link(record, session);
    return this.#describe(record);
  }

  #link(record: ConnectionRecord, session: string): void {
    const { connections, services, listener, onLinked, onChange } = this.#options;
    const { server } = record.server;
    const cursor = (): number => connections.find(server)?.eventsCursor ?? 0;
    const link = new ServerLink(record, session, cursor, services, listener);
    this.#links.set(server, link);
    onLinked(record, link);
    link.start();
    onChange();
  }

  #describe({ server, url, account, signedIn }: ConnectionRecord): Connection {
    const state = signedIn ? (this.link(server.server)?.state ?? 'offline') : 'signed-out';
    return { server, url, account, signedIn, state };
  }
}

function secretName(record: ConnectionRecord): string {
  return `session:${record.server.server}`;
}

/** An http(s) address without credentials, query, fragment or a slash at its end. */
export function normalizeUrl(address: string): string {
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ConfabError('malformed-message', 'not an http address');
  }
  return (url.origin + url.pathname).replace(/\/+$/, '');
}
