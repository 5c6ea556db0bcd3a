import { describe, expect, it } from 'vitest';
import { hangulLetters, holdsTyped } from './hangulLetters.ts';

describe('hangulLetters', () => {
  it('takes syllables apart as they are typed', () => {
    expect(hangulLetters('값 Wait')).toBe('ㄱㅏㅂㅅ wait');
    expect(hangulLetters('왜')).toBe('ㅇㅗㅐ');
  });
});

describe('holdsTyped', () => {
  it.each([...'ㅈ제젬'].concat(['제모', '제목', '목']))('finds 제목 by %s', (typed) => {
    expect(holdsTyped('제목 1', typed)).toBe(true);
  });

  it('finds across white space and ignores case', () => {
    expect(holdsTyped('다음 주 회의', '다음주회')).toBe(true);
    expect(holdsTyped('Launch plan', 'LAUNCHP')).toBe(true);
    expect(holdsTyped('Launch plan', 'plant')).toBe(false);
  });
});
