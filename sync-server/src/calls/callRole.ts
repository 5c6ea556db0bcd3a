import type { AccountId, Call, CallRole, Role } from '@confab/shared-types';

const rolesInCalls: Readonly<Record<Role, CallRole>> = {
  owner: 'host',
  admin: 'host',
  editor: 'presenter',
  commenter: 'presenter',
  viewer: 'participant',
};

/** What a member is in a call of their workspace; who started it leads it. */
export function callRole(call: Call, account: AccountId, role: Role): CallRole {
  return call.startedBy === account ? 'host' : rolesInCalls[role];
}
