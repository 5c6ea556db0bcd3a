import {
  acceptedInvitationSchema,
  accountSchema,
  callListSchema,
  callSchema,
  invitationPreviewSchema,
  invitationSchema,
  joinTicketSchema,
  memberListSchema,
  remoteWorkspaceSchema,
  ringListSchema,
  ringSchema,
  serverInfoSchema,
  signedInSchema,
  workspaceListSchema,
} from '@confab/shared-types';
import type {
  Account,
  AccountId,
  Call,
  CallId,
  CreateInvitation,
  Invitation,
  InvitationPreview,
  JoinTicket,
  Member,
  PageId,
  RemoteWorkspace,
  Ring,
  RingAction,
  RingId,
  Role,
  ServerInfo,
  SignIn,
  SignUp,
  SignedIn,
  WorkspaceId,
} from '@confab/shared-types';
import type { z } from 'zod';
import type { Outbound, OutboundRequest } from '../outbound/Outbound.ts';

/** The HTTP API of one sync server, as one account or none. Rejects with ConfabErrors. */
export class ServerApi {
  readonly #outbound: Outbound;
  readonly #url: string;
  readonly #session: string | null;

  /** `url`: the server's address, with or without a slash at its end. */
  constructor(outbound: Outbound, url: string, session: string | null = null) {
    this.#outbound = outbound;
    this.#url = url.replace(/\/+$/, '');
    this.#session = session;
  }

  info(): Promise<ServerInfo> {
    return this.#ask('GET', '/api/server', serverInfoSchema);
  }

  signUp(signUp: SignUp): Promise<SignedIn> {
    return this.#ask('POST', '/api/accounts', signedInSchema, signUp);
  }

  signIn(signIn: SignIn): Promise<SignedIn> {
    return this.#ask('POST', '/api/sessions', signedInSchema, signIn);
  }

  async signOut(): Promise<void> {
    await this.#outbound.send(this.#request('DELETE', '/api/sessions/current'));
  }

  me(): Promise<Account> {
    return this.#ask('GET', '/api/me', accountSchema);
  }

  rename(name: string): Promise<Account> {
    return this.#ask('PATCH', '/api/me', accountSchema, { name });
  }

  workspaces(): Promise<RemoteWorkspace[]> {
    return this.#ask('GET', '/api/workspaces', workspaceListSchema);
  }

  publish(workspace: WorkspaceId, name: string): Promise<RemoteWorkspace> {
    return this.#ask('PUT', `/api/workspaces/${workspace}`, remoteWorkspaceSchema, { name });
  }

  members(workspace: WorkspaceId): Promise<Member[]> {
    return this.#ask('GET', `/api/workspaces/${workspace}/members`, memberListSchema);
  }

  async changeRole(workspace: WorkspaceId, account: AccountId, role: Role): Promise<void> {
    const path = `/api/workspaces/${workspace}/members/${account}`;
    await this.#outbound.send(this.#request('PUT', path, { role }));
  }

  async removeMember(workspace: WorkspaceId, account: AccountId): Promise<void> {
    const path = `/api/workspaces/${workspace}/members/${account}`;
    await this.#outbound.send(this.#request('DELETE', path));
  }

  createInvitation(workspace: WorkspaceId, invitation: CreateInvitation): Promise<Invitation> {
    const path = `/api/workspaces/${workspace}/invitations`;
    return this.#ask('POST', path, invitationSchema, invitation);
  }

  inspectInvitation(code: string): Promise<InvitationPreview> {
    return this.#ask('GET', `/api/invitations/${code}`, invitationPreviewSchema);
  }

  acceptInvitation(code: string): Promise<RemoteWorkspace> {
    return this.#ask('POST', `/api/invitations/${code}/accept`, acceptedInvitationSchema, {});
  }

  runningCalls(workspace: WorkspaceId): Promise<Call[]> {
    return this.#ask('GET', `/api/workspaces/${workspace}/calls`, callListSchema);
  }

  startCall(workspace: WorkspaceId, page: PageId | null): Promise<Call> {
    return this.#ask('POST', '/api/calls', callSchema, { workspace, page });
  }

  joinTicket(call: CallId): Promise<JoinTicket> {
    return this.#ask('POST', `/api/calls/${call}/token`, joinTicketSchema, {});
  }

  startRings(call: CallId, accounts?: readonly AccountId[]): Promise<Ring[]> {
    const body = accounts === undefined ? {} : { accounts };
    return this.#ask('POST', `/api/calls/${call}/rings`, ringListSchema, body);
  }

  actOnRing(ring: RingId, action: RingAction): Promise<Ring> {
    return this.#ask('POST', `/api/rings/${ring}/${action}`, ringSchema, {});
  }

  startTranscription(call: CallId, title: string): Promise<Call> {
    return this.#ask('POST', `/api/calls/${call}/transcription`, callSchema, { title });
  }

  #ask<T>(
    method: OutboundRequest['method'],
    path: string,
    schema: z.ZodType<T>,
    json?: unknown,
  ): Promise<T> {
    return this.#outbound.json(this.#request(method, path, json), schema);
  }

  #request(method: OutboundRequest['method'], path: string, json?: unknown): OutboundRequest {
    return {
      method,
      url: this.#url + path,
      ...(this.#session === null ? {} : { session: this.#session }),
      ...(json === undefined ? {} : { json }),
    };
  }
}
