import type { LanguageRegistration } from 'shiki/types';
import { findLanguage } from './languages.ts';
import type { LanguageId } from './languages.ts';

type Grammar = { readonly default: LanguageRegistration[] };

/** Each is a file of its own that is loaded with the first block in that language. */
const grammars: Readonly<Record<Exclude<LanguageId, 'text'>, () => Promise<Grammar>>> = {
  bash: () => import('shiki/langs/bash.mjs'),
  c: () => import('shiki/langs/c.mjs'),
  cpp: () => import('shiki/langs/cpp.mjs'),
  csharp: () => import('shiki/langs/csharp.mjs'),
  css: () => import('shiki/langs/css.mjs'),
  dart: () => import('shiki/langs/dart.mjs'),
  diff: () => import('shiki/langs/diff.mjs'),
  docker: () => import('shiki/langs/docker.mjs'),
  go: () => import('shiki/langs/go.mjs'),
  html: () => import('shiki/langs/html.mjs'),
  java: () => import('shiki/langs/java.mjs'),
  javascript: () => import('shiki/langs/javascript.mjs'),
  json: () => import('shiki/langs/json.mjs'),
  kotlin: () => import('shiki/langs/kotlin.mjs'),
  latex: () => import('shiki/langs/latex.mjs'),
  lua: () => import('shiki/langs/lua.mjs'),
  markdown: () => import('shiki/langs/markdown.mjs'),
  php: () => import('shiki/langs/php.mjs'),
  python: () => import('shiki/langs/python.mjs'),
  r: () => import('shiki/langs/r.mjs'),
  ruby: () => import('shiki/langs/ruby.mjs'),
  rust: () => import('shiki/langs/rust.mjs'),
  sql: () => import('shiki/langs/sql.mjs'),
  swift: () => import('shiki/langs/swift.mjs'),
  toml: () => import('shiki/langs/toml.mjs'),
  tsx: () => import('shiki/langs/tsx.mjs'),
  typescript: () => import('shiki/langs/typescript.mjs'),
  xml: () => import('shiki/langs/xml.mjs'),
  yaml: () => import('shiki/langs/yaml.mjs'),
};

/**
 * Shiki with one light and one dark theme, on the browser's own regular expressions: its other
 * engine is WebAssembly, which the content security policy does not run.
 */
export async function createHighlighter() {
  const [{ createBundledHighlighter }, { createJavaScriptRegexEngine }] = await Promise.all([
    import('shiki/core'),
    import('shiki/engine/javascript'),
  ]);
  const create = createBundledHighlighter({
    langs: grammars,
    themes: {
      'github-light-high-contrast': () => import('shiki/themes/github-light-high-contrast.mjs'),
      'github-dark-default': () => import('shiki/themes/github-dark-default.mjs'),
    },
    engine: () => createJavaScriptRegexEngine({ forgiving: true }),
  });
  return create({ langs: [], themes: ['github-light-high-contrast', 'github-dark-default'] });
}

/** What a block's language is coloured as; nothing for one that there are no rules for. */
export function highlightedAs(language: string): string | undefined {
  const found = findLanguage(language);
  return found === null || found === 'text' ? undefined : found;
}
