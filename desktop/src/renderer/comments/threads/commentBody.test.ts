import { describe, expect, it } from 'vitest';
import { bodyParts, bodyText, mentionQuery, writtenBody } from './commentBody.ts';
import type { Mention } from './commentBody.ts';

const ann: Mention = { kind: 'person', target: 'person-ann', label: 'Ann' };
const anna: Mention = { kind: 'person', target: 'person-anna', label: 'Anna Lee' };
const plan: Mention = { kind: 'page', target: 'page-plan1', label: 'Launch plan' };

describe('writtenBody', () => {
  it('stores mentions by number, each once', () => {
    expect(writtenBody('@Ann and @Launch plan, @Ann', [plan, ann])).toEqual({
      body: '@[0] and @[1], @[0]',
      mentions: [ann, plan],
    });
  });

  it('takes the longer of two names that begin alike', () => {
    expect(writtenBody('@Anna Lee', [ann, anna])).toEqual({ body: '@[0]', mentions: [anna] });
  });

  it('leaves out a mention that was typed over', () => {
    expect(writtenBody('mail @ home', [ann])).toEqual({ body: 'mail @ home', mentions: [] });
  });

  it('comes back as it was typed', () => {
    const text = '@Anna Lee look at @Launch plan';
    expect(bodyText(writtenBody(text, [anna, plan]))).toBe(text);
  });
});

describe('bodyParts', () => {
  it('splits words and mentions', () => {
    expect(bodyParts({ body: 'ask @[0]!', mentions: [anna] })).toEqual([
      { kind: 'text', text: 'ask ' },
      { kind: 'mention', mention: anna },
      { kind: 'text', text: '!' },
    ]);
  });

  it('leaves a number that names nothing as it was typed', () => {
    expect(bodyParts({ body: 'array@[3]', mentions: [] })).toEqual([
      { kind: 'text', text: 'array@[3]' },
    ]);
  });
});

describe('mentionQuery', () => {
  it('finds what is being typed at the caret', () => {
    expect(mentionQuery('ask @an', 7)).toEqual({ start: 4, query: 'an' });
    expect(mentionQuery('@', 1)).toEqual({ start: 0, query: '' });
    expect(mentionQuery('@안나', 3)).toEqual({ start: 0, query: '안나' });
  });

  it('is none in an address or away from the caret', () => {
    expect(mentionQuery('mail a@b', 8)).toBeNull();
    expect(mentionQuery('@an ask', 0)).toBeNull();
    expect(mentionQuery('@ ', 2)).toBeNull();
  });
});
