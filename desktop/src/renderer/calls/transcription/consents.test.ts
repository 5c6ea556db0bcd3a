import type { transcriptTypes } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  consentTo,
  consentWithoutModel,
  placeOf,
  readConsents,
  volunteeredFor,
} from './consents.ts';
import type { Consents } from './consents.ts';

const everybody = new Set(['account-anna', 'account-bob', 'account-cleo']);

function known(maps: Partial<Record<keyof typeof transcriptTypes, object>>): Consents {
  const doc = new Y.Doc();
  for (const [name, entries] of Object.entries(maps)) {
    for (const [key, value] of Object.entries(entries)) doc.getMap(name).set(key, value);
  }
  return { ready: true, ...readConsents(doc) };
}

describe('where words are written down', () => {
  const byBob = { choice: 'volunteer', volunteer: 'account-bob', at: 5 };

  it('is on one’s own device, with its model where it is known', () => {
    const consents = known({
      consents: {
        'account-anna': { choice: 'own-machine', model: 'Whisper', at: 1 },
        'account-bob': { choice: 'own-machine', at: 1 },
      },
    });
    expect(placeOf(consents, 'account-anna', everybody)).toEqual({
      type: 'own-machine',
      model: 'Whisper',
    });
    expect(placeOf(consents, 'account-bob', everybody)).toEqual({
      type: 'own-machine',
      model: null,
    });
  });

  it('is a volunteer’s while they are there and their offer stands', () => {
    const consents = known({
      consents: { 'account-anna': byBob },
      offers: { 'account-anna|account-bob': { at: 4 } },
    });
    expect(placeOf(consents, 'account-anna', everybody)).toEqual({
      type: 'volunteer',
      volunteer: 'account-bob',
    });
    expect(volunteeredFor(consents, 'account-bob')).toEqual(new Set(['account-anna']));
    const nowhere = { type: 'nowhere', asks: false, offeredBy: null };
    expect(placeOf(consents, 'account-anna', new Set(['account-anna', 'account-cleo']))).toEqual(
      nowhere,
    );
    const takenBack = known({ consents: { 'account-anna': byBob } });
    expect(placeOf(takenBack, 'account-anna', everybody)).toEqual(nowhere);
    expect(volunteeredFor(takenBack, 'account-bob')).toEqual(new Set());
  });

  it('is nowhere before somebody agreed; asking and offers are told', () => {
    const consents = known({
      asks: { 'account-anna': { at: 1 } },
      offers: { 'account-anna|account-cleo': { at: 2 }, 'account-bob|account-gone': { at: 2 } },
    });
    const anna = { type: 'nowhere', asks: true, offeredBy: 'account-cleo' };
    expect(placeOf(consents, 'account-anna', everybody)).toEqual(anna);
    const bob = { type: 'nowhere', asks: false, offeredBy: null };
    expect(placeOf(consents, 'account-bob', everybody)).toEqual(bob);
  });

  it('is nowhere for who declined, until they ask for somebody', () => {
    const consents = { 'account-anna': { choice: 'declined', at: 5 } };
    const declined = { type: 'declined', at: 5 };
    expect(placeOf(known({ consents }), 'account-anna', everybody)).toEqual(declined);
    const asked = (at: number): Consents => known({ consents, asks: { 'account-anna': { at } } });
    expect(placeOf(asked(4), 'account-anna', everybody)).toEqual(declined);
    expect(placeOf(asked(6), 'account-anna', everybody)).toMatchObject({
      type: 'nowhere',
      asks: true,
    });
  });

  it('passes over what is of another form', () => {
    const consents = known({
      consents: { 'account-anna': { choice: 'perhaps' } },
      asks: { 'account-anna': 7 },
    });
    expect(placeOf(consents, 'account-anna', everybody)).toMatchObject({
      type: 'nowhere',
      asks: false,
    });
  });
});

describe('a consent that takes the place of another', () => {
  it('keeps the volunteers of before, each once', () => {
    const first = consentTo(
      undefined,
      { choice: 'volunteer', volunteer: 'account-bob', languages: ['en'] },
      1,
    );
    expect(first).toEqual({
      choice: 'volunteer',
      volunteer: 'account-bob',
      languages: ['en'],
      at: 1,
    });
    const second = consentTo(first, { choice: 'own-machine', model: 'Whisper' }, 2);
    expect(second).toEqual({
      choice: 'own-machine',
      model: 'Whisper',
      earlier: ['account-bob'],
      at: 2,
    });
    const again = consentTo(
      second,
      { choice: 'volunteer', volunteer: 'account-bob', languages: [] },
      3,
    );
    expect(consentWithoutModel(first)).toBeNull();
    expect(consentWithoutModel(second)).toEqual({
      ...{ choice: 'volunteer', volunteer: 'account-bob' },
      ...{ earlier: ['account-bob'], at: 2 },
    });
    const declined = consentTo(again, { choice: 'declined' }, 4);
    expect(declined).toEqual({ choice: 'declined', earlier: ['account-bob'], at: 4 });
  });
});
