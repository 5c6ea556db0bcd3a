import { describe, expect, it } from 'vitest';
import { checkAccount, fieldOfRefusal } from './checkAccount.ts';

const typed = { address: '127.0.0.1:4100/i/x', email: ' anna@example.org ', password: 'longer 8' };

describe('checkAccount', () => {
  it('gives what is sent, tidied', () => {
    expect(checkAccount('create', typed)).toEqual({
      ok: true,
      url: 'http://127.0.0.1:4100',
      email: 'anna@example.org',
      password: 'longer 8',
    });
  });

  it.each([
    ['create', { ...typed, address: '' }, 'address'],
    ['create', { ...typed, email: 'anna' }, 'email'],
    ['create', { ...typed, password: 'short' }, 'password'],
    ['sign-in', { ...typed, password: '' }, 'password'],
  ] as const)('%s %j: the fault is at %s', (mode, account, field) => {
    expect(checkAccount(mode, account)).toEqual({ ok: false, field });
  });

  it('takes a short password when signing in: older rules may have allowed it', () => {
    expect(checkAccount('sign-in', { ...typed, password: 'short' }).ok).toBe(true);
  });
});

describe('fieldOfRefusal', () => {
  it('points at what can be changed', () => {
    expect(fieldOfRefusal('email-taken')).toBe('email');
    expect(fieldOfRefusal('already-done')).toBe('email');
    expect(fieldOfRefusal('server-unreachable')).toBe('address');
    expect(fieldOfRefusal('wrong-credentials')).toBe('password');
  });
});
