/** Numbers that look random and are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

const english = {
  starts: 'b br c cl d dr f fl g gr h j k l m n p pl pr qu r s sh sl st t th tr v w'.split(' '),
  middles: 'a e i o u ai ea ee ou'.split(' '),
  ends: ' b ck d ft l ll m n nd ng nt p r rd rk s ss st t tion ment'.split(' '),
};
const koreanParticles =
  ' 은 는 이 가 을 를 에 에서 으로 와 과 의 도 부터 까지 하고 합니다 했습니다'.split(' ');
const hangulBase = 0xac00;
const hangulSyllables = 11_172;

/** Writes in English or Korean, with words as unevenly used as in real text. */
export class TextGenerator {
  readonly #random: () => number;
  readonly #words: { readonly en: readonly string[]; readonly ko: readonly string[] };

  constructor(random: () => number) {
    this.#random = random;
    const of = (make: () => string): string[] => Array.from({ length: 6_000 }, make);
    // Real Korean uses about a tenth of the syllables there are.
    const syllables = Array.from({ length: 1_100 }, () =>
      String.fromCharCode(hangulBase + Math.floor(random() * hangulSyllables)),
    );
    this.#words = {
      en: of(() => this.#repeat(1, 3, () => this.#englishSyllable())),
      ko: of(() => this.#repeat(1, 4, () => this.pick(syllables))),
    };
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.#random() * from.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  sentence(language: 'en' | 'ko', words: number): string {
    return Array.from({ length: words }, () => this.#word(language)).join(' ');
  }

  #word(language: 'en' | 'ko'): string {
    const words = this.#words[language];
    // Zipf's law, near enough: the most used word is met about once in nine.
    const rank = Math.floor(words.length ** this.#random()) - 1;
    const word = words[rank] ?? '';
    return language === 'en' ? word : word + this.pick(koreanParticles);
  }

  #englishSyllable(): string {
    return this.pick(english.starts) + this.pick(english.middles) + this.pick(english.ends);
  }

  #repeat(least: number, most: number, make: () => string): string {
    const count = least + Math.floor(this.#random() * (most - least + 1));
    return Array.from({ length: count }, make).join('');
  }
}
