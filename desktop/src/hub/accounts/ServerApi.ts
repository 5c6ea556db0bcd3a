import {
  acceptedInvitationSchema,
  accountSchema,
  callListSchema,
  callSchema,
  guestListSchema,
  invitationPreviewSchema,
  invitationSchema,
  joinTicketSchema,
  memberListSchema,
  minutesLeaseSchema,
  openInvitationListSchema,
  pageVersionListSchema,
  pageVersionSchema,
  publicLinkOrNoneSchema,
  publicLinkSchema,
  remoteWorkspaceSchema,
  ringListSchema,
  ringSchema,
  serverInfoSchema,
  sharedPageListSchema,
  signedInSchema,
  workspaceListSchema,
} from '@confab/shared-types';
import type {
  Account,
  AccountId,
  Call,
  CallId,
  CreateInvitation,
  Guest,
  GuestRole,
  Invitation,
  InvitationPreview,
  JoinTicket,
  Member,
  MinutesLease,
  OpenInvitation,
  PageId,
  PageVersion,
  PublicLink,
  RemoteWorkspace,
  Ring,
  RingAction,
  RingId,
  Role,
  ServerInfo,
  SharedPage,
  SignIn,
  SignUp,
  SignedIn,
  StartTranscription,
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

  signOut(): Promise<void> {
    return this.#tell('DELETE', '/api/sessions/current');
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

  changeRole(workspace: WorkspaceId, account: AccountId, role: Role): Promise<void> {
    return this.#tell('PUT', `/api/workspaces/${workspace}/members/${account}`, { role });
  }

  removeMember(workspace: WorkspaceId, account: AccountId): Promise<void> {
    return this.#tell('DELETE', `/api/workspaces/${workspace}/members/${account}`);
  }

  /** The server forgets a workspace and everything in it. */
  takeOffline(workspace: WorkspaceId): Promise<void> {
    return this.#tell('DELETE', `/api/workspaces/${workspace}`);
  }

  deletePage(workspace: WorkspaceId, page: PageId): Promise<void> {
    return this.#tell('DELETE', pagePath(workspace, page));
  }

  sharedPages(): Promise<SharedPage[]> {
    return this.#ask('GET', '/api/shared-pages', sharedPageListSchema);
  }

  guests(workspace: WorkspaceId, page: PageId): Promise<Guest[]> {
    return this.#ask('GET', `${pagePath(workspace, page)}/guests`, guestListSchema);
  }

  addGuest(
    workspace: WorkspaceId,
    page: PageId,
    guest: { readonly email: string; readonly role: GuestRole },
  ): Promise<void> {
    return this.#tell('POST', `${pagePath(workspace, page)}/guests`, guest);
  }

  changeGuest(
    workspace: WorkspaceId,
    page: PageId,
    account: AccountId,
    role: GuestRole,
  ): Promise<void> {
    return this.#tell('PUT', `${pagePath(workspace, page)}/guests/${account}`, { role });
  }

  removeGuest(workspace: WorkspaceId, page: PageId, account: AccountId): Promise<void> {
    return this.#tell('DELETE', `${pagePath(workspace, page)}/guests/${account}`);
  }

  publicLink(workspace: WorkspaceId, page: PageId): Promise<PublicLink | null> {
    return this.#ask('GET', `${pagePath(workspace, page)}/public-link`, publicLinkOrNoneSchema);
  }

  createPublicLink(workspace: WorkspaceId, page: PageId): Promise<PublicLink> {
    return this.#ask('PUT', `${pagePath(workspace, page)}/public-link`, publicLinkSchema, {});
  }

  removePublicLink(workspace: WorkspaceId, page: PageId): Promise<void> {
    return this.#tell('DELETE', `${pagePath(workspace, page)}/public-link`);
  }

  createInvitation(workspace: WorkspaceId, invitation: CreateInvitation): Promise<Invitation> {
    const path = `/api/workspaces/${workspace}/invitations`;
    return this.#ask('POST', path, invitationSchema, invitation);
  }

  inspectInvitation(code: string): Promise<InvitationPreview> {
    return this.#ask('GET', `/api/invitations/${code}`, invitationPreviewSchema);
  }

  invitations(workspace: WorkspaceId): Promise<OpenInvitation[]> {
    return this.#ask('GET', `/api/workspaces/${workspace}/invitations`, openInvitationListSchema);
  }

  revokeInvitation(code: string): Promise<void> {
    return this.#tell('DELETE', `/api/invitations/${code}`);
  }

  /** `page` is set when it was to one page. */
  acceptInvitation(
    code: string,
  ): Promise<RemoteWorkspace & { readonly page?: PageId | undefined }> {
    return this.#ask('POST', `/api/invitations/${code}/accept`, acceptedInvitationSchema, {});
  }

  versions(workspace: WorkspaceId, page: PageId): Promise<PageVersion[]> {
    return this.#ask('GET', `${pagePath(workspace, page)}/versions`, pageVersionListSchema);
  }

  /** The full state of a version as a Yjs update. */
  async versionState(workspace: WorkspaceId, page: PageId, version: string): Promise<Uint8Array> {
    const path = `${pagePath(workspace, page)}/versions/${version}`;
    const response = await this.#outbound.send(this.#request('GET', path));
    return new Uint8Array(await response.arrayBuffer());
  }

  keepVersion(workspace: WorkspaceId, page: PageId, name: string | null): Promise<PageVersion> {
    const path = `${pagePath(workspace, page)}/versions`;
    return this.#ask('POST', path, pageVersionSchema, { name });
  }

  nameVersion(
    workspace: WorkspaceId,
    page: PageId,
    version: string,
    name: string | null,
  ): Promise<PageVersion> {
    const path = `${pagePath(workspace, page)}/versions/${version}`;
    return this.#ask('PATCH', path, pageVersionSchema, { name });
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

  lookTicket(call: CallId): Promise<JoinTicket> {
    return this.#ask('POST', `/api/calls/${call}/look`, joinTicketSchema, {});
  }

  startRings(call: CallId, accounts?: readonly AccountId[]): Promise<Ring[]> {
    const body = accounts === undefined ? {} : { accounts };
    return this.#ask('POST', `/api/calls/${call}/rings`, ringListSchema, body);
  }

  /** `message` only with `decline`. */
  actOnRing(ring: RingId, action: RingAction, message?: string): Promise<Ring> {
    const body = message === undefined ? {} : { message };
    return this.#ask('POST', `/api/rings/${ring}/${action}`, ringSchema, body);
  }

  startTranscription(call: CallId, start: StartTranscription): Promise<Call> {
    return this.#ask('POST', `/api/calls/${call}/transcription`, callSchema, start);
  }

  takeMinutesLease(call: CallId, holder: string): Promise<MinutesLease> {
    const path = `/api/calls/${call}/minutes-lease`;
    return this.#ask('POST', path, minutesLeaseSchema, { holder });
  }

  giveBackMinutesLease(call: CallId, holder: string): Promise<void> {
    return this.#tell('DELETE', `/api/calls/${call}/minutes-lease`, { holder });
  }

  #ask<T>(
    method: OutboundRequest['method'],
    path: string,
    schema: z.ZodType<T>,
    json?: unknown,
  ): Promise<T> {
    return this.#outbound.json(this.#request(method, path, json), schema);
  }

  async #tell(method: OutboundRequest['method'], path: string, json?: unknown): Promise<void> {
    await this.#outbound.send(this.#request(method, path, json));
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

function pagePath(workspace: WorkspaceId, page: PageId): string {
  return `/api/workspaces/${workspace}/pages/${page}`;
}
