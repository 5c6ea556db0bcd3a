import { describe, expect, test } from 'vitest';
import { Admissions } from './Admissions.ts';

const member = { identity: 'member', isHost: false };
const host = { identity: 'host', isHost: true };

/** What becomes of somebody who comes while a host is inside, or none is. */
function outcome(admissions: Admissions, who: typeof member, hostInside = true): string {
  try {
    return admissions.mustWait(who, hostInside) ? 'waits' : 'in';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

test('without rules everybody comes in', () => {
  expect(outcome(new Admissions(), member)).toBe('in');
});

describe('a locked room', () => {
  test('keeps newcomers out, and neither hosts nor who has been inside', () => {
    const admissions = new Admissions();
    admissions.noteInside('insider');
    expect(admissions.setRules({ locked: true })).toBe(true);
    expect(admissions.setRules({ locked: true })).toBe(false);
    expect(outcome(admissions, member)).toBe('room-locked');
    expect(outcome(admissions, member, false)).toBe('room-locked');
    expect(outcome(admissions, host)).toBe('in');
    expect(outcome(admissions, { identity: 'insider', isHost: false })).toBe('in');
  });

  test('says so also where there is a lobby', () => {
    const admissions = new Admissions();
    admissions.setRules({ locked: true, lobby: true });
    expect(outcome(admissions, member)).toBe('room-locked');
  });
});

describe('a lobby', () => {
  test('is for newcomers, while there is a host to let them in', () => {
    const admissions = new Admissions();
    admissions.setRules({ lobby: true });
    expect(outcome(admissions, member)).toBe('waits');
    expect(outcome(admissions, host)).toBe('in');
    expect(outcome(admissions, member, false)).toBe('in');
    admissions.noteInside(member.identity);
    expect(outcome(admissions, member)).toBe('in');
  });
});

describe('who was removed', () => {
  test('waits whatever the rules are, hosts too, until let in again', () => {
    const admissions = new Admissions();
    for (const who of [member, host]) {
      admissions.noteInside(who.identity);
      admissions.noteRemoved(who.identity);
      expect(outcome(admissions, who)).toBe('waits');
      expect(outcome(admissions, who, false)).toBe('in');
      admissions.noteInside(who.identity);
      expect(outcome(admissions, who)).toBe('in');
    }
  });

  test('is as new to a locked room as anybody', () => {
    const admissions = new Admissions();
    admissions.noteInside(member.identity);
    admissions.setRules({ locked: true });
    admissions.noteRemoved(member.identity);
    expect(outcome(admissions, member)).toBe('room-locked');
  });
});
