import { describe, expect, it } from 'vitest';
import { activeSpeaker, holdMs, nobodySpeaks, speakerChangesAt } from './activeSpeaker.ts';
import type { SpeakerPlace } from './activeSpeaker.ts';

const present = ['anna', 'ben', 'chris'];

/** What is heard, one after the other: `[at, loudest]`. */
function after(...heard: readonly (readonly [number, string | null])[]): SpeakerPlace {
  return heard.reduce(
    (place, [now, loudest]) => activeSpeaker(place, { loudest, present, now }),
    nobodySpeaks,
  );
}

describe('activeSpeaker', () => {
  it('gives an empty place at once', () => {
    expect(after([0, 'anna']).shown).toBe('anna');
  });

  it('stays with who spoke last when all are silent', () => {
    expect(after([0, 'anna'], [900, null], [60_000, null]).shown).toBe('anna');
  });

  it('does not move for a word in between', () => {
    expect(after([0, 'anna'], [5_000, 'ben'], [5_900, 'anna']).shown).toBe('anna');
    expect(after([0, 'anna'], [5_000, 'ben'], [6_999, 'ben']).shown).toBe('anna');
  });

  it('moves to who has been louder for the whole hold', () => {
    expect(after([0, 'anna'], [5_000, 'ben'], [5_000 + holdMs, 'ben']).shown).toBe('ben');
  });

  it('moves at once after a silence as long as the hold', () => {
    expect(after([0, 'anna'], [1_000, null], [1_000 + holdMs, 'ben']).shown).toBe('ben');
    expect(after([0, 'anna'], [1_000, null], [2_000, 'ben']).shown).toBe('anna');
  });

  it('says when it has to be asked again', () => {
    expect(speakerChangesAt(after([0, 'anna'], [5_000, 'ben']))).toBe(5_000 + holdMs);
    expect(speakerChangesAt(after([0, 'anna'], [5_000, 'ben'], [5_500, 'anna']))).toBeNull();
    expect(speakerChangesAt(after([0, 'anna'], [5_000, null]))).toBeNull();
  });

  it('ignores whoever is not among the others, such as oneself', () => {
    expect(after([0, 'me']).shown).toBeNull();
    expect(after([0, 'anna'], [9_000, 'me'], [20_000, 'me']).shown).toBe('anna');
  });

  it('goes back to who had it before when its holder leaves', () => {
    const place = after([0, 'anna'], [5_000, 'ben'], [7_000, 'ben'], [7_500, null]);
    expect(place.recent).toEqual(['ben', 'anna']);
    const left = activeSpeaker(place, { loudest: null, present: ['anna', 'chris'], now: 8_000 });
    expect(left).toMatchObject({ shown: 'anna', recent: ['anna'] });
    const spoken = activeSpeaker(place, {
      loudest: 'chris',
      present: ['anna', 'chris'],
      now: 8_000,
    });
    expect(spoken.shown).toBe('chris');
  });
});
