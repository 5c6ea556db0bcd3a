import { globSync, readFileSync } from 'node:fs';
import { errorCodes } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import { catalogues } from './catalogues.ts';

/** What is called the same in every language. */
const names = new Set(['HTML', 'Markdown']);

const renderer = new URL('../', import.meta.url);

function flatten(value: unknown, prefix = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[prefix, value]]);
  const entries = Object.entries(value as Record<string, unknown>);
  return new Map(
    entries.flatMap(([key, inner]) => [
      ...flatten(inner, prefix === '' ? key : `${prefix}.${key}`),
    ]),
  );
}

/** Plural forms differ by language: `_one` and `_other` are one key. */
function withoutPlural(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '');
}

function parametersOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
}

const en = flatten(catalogues.en);
const ko = flatten(catalogues.ko);
const keysOf = (texts: Map<string, string>): string[] =>
  [...new Set([...texts.keys()].map(withoutPlural))].sort();

describe('catalogues', () => {
  it('have the same keys in both languages', () => {
    expect(keysOf(ko)).toEqual(keysOf(en));
  });

  it('have every plural form each language asks for', () => {
    for (const [language, texts] of [
      ['en', en],
      ['ko', ko],
    ] as const) {
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      for (const key of texts.keys()) {
        if (withoutPlural(key) === key) continue;
        const forms = pluralCategories.map((form) => `${withoutPlural(key)}_${form}`);
        expect(forms.filter((form) => !texts.has(form))).toEqual([]);
      }
    }
  });

  it('leave no text empty and no parameter out', () => {
    for (const [key, text] of ko) {
      expect(text.trim(), key).not.toBe('');
      const original = en.get(key) ?? en.get(`${withoutPlural(key)}_other`) ?? '';
      expect(parametersOf(text), key).toEqual(parametersOf(original));
    }
    for (const [key, text] of en) expect(text.trim(), key).not.toBe('');
  });

  it('name every error code', () => {
    for (const code of errorCodes) {
      expect(en.get(`errors.${code}`), code).toBeDefined();
      expect(ko.get(`errors.${code}`), code).toBeDefined();
    }
  });

  it('use the Korean script in Korean, not copied English', () => {
    const same = [...ko].filter(
      ([key, text]) => !names.has(text) && en.get(key) === text && /[a-z]{4}/i.test(text),
    );
    expect(same.map(([key]) => key)).toEqual(['settings.language.en']);
  });
});

describe('sources', () => {
  const files = globSync('**/*.{ts,tsx}', { cwd: renderer }).filter(
    (file) => !file.endsWith('.test.ts') && !file.startsWith('locales/'),
  );
  const sources = files.map((file) => readFileSync(new URL(file, renderer), 'utf8')).join('\n');
  const prefixes = [...sources.matchAll(/`([\w.-]+\.)\$\{/g)].map(([, prefix]) => prefix ?? '');

  it('use every text: none is left over', () => {
    const unused = keysOf(en).filter(
      (key) => !sources.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  it('ask for no key that is missing', () => {
    const asked = [...sources.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key]) => key ?? '');
    expect(asked.length).toBeGreaterThan(50);
    const known = new Set(keysOf(en));
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });
});
