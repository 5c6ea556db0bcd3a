import { emailSchema, passwordSchema } from '@confab/shared-types';
import type { ErrorCode } from '@confab/shared-types';
import { serverAddress } from './serverAddress.ts';

export type AccountMode = 'create' | 'sign-in';
export type AccountField = 'address' | 'email' | 'password';

export interface TypedAccount {
  readonly address: string;
  readonly email: string;
  readonly password: string;
}

export type CheckedAccount =
  | { readonly ok: true; readonly url: string; readonly email: string; readonly password: string }
  | { readonly ok: false; readonly field: AccountField };

/** What can be sent of what was typed, or the first field that is not right. */
export function checkAccount(mode: AccountMode, typed: TypedAccount): CheckedAccount {
  const url = serverAddress(typed.address);
  if (url === null) return { ok: false, field: 'address' };
  const email = emailSchema.safeParse(typed.email.trim());
  if (!email.success) return { ok: false, field: 'email' };
  const { password } = typed;
  const allowed = mode === 'create' ? passwordSchema.safeParse(password).success : password !== '';
  if (!allowed) return { ok: false, field: 'password' };
  return { ok: true, url, email: email.data, password };
}

/** Where a server's refusal is shown: at what the person can change about it. */
export function fieldOfRefusal(code: ErrorCode): AccountField {
  if (code === 'email-taken' || code === 'already-done') return 'email';
  if (code === 'server-unreachable' || code === 'protocol-mismatch') return 'address';
  return 'password';
}
