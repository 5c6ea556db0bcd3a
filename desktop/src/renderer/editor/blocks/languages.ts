/** The languages that code is coloured in: the name a person reads, other names it is typed by. */
export const languages = {
  text: { name: 'Plain text', aliases: ['plain', 'txt'] },
  bash: { name: 'Bash', aliases: ['sh', 'shell', 'zsh'] },
  c: { name: 'C', aliases: [] },
  cpp: { name: 'C++', aliases: ['c++'] },
  csharp: { name: 'C#', aliases: ['c#', 'cs'] },
  css: { name: 'CSS', aliases: [] },
  dart: { name: 'Dart', aliases: [] },
  diff: { name: 'Diff', aliases: ['patch'] },
  docker: { name: 'Dockerfile', aliases: ['dockerfile'] },
  go: { name: 'Go', aliases: ['golang'] },
  html: { name: 'HTML', aliases: [] },
  java: { name: 'Java', aliases: [] },
  javascript: { name: 'JavaScript', aliases: ['js', 'mjs', 'cjs'] },
  json: { name: 'JSON', aliases: [] },
  kotlin: { name: 'Kotlin', aliases: ['kt'] },
  latex: { name: 'LaTeX', aliases: ['tex'] },
  lua: { name: 'Lua', aliases: [] },
  markdown: { name: 'Markdown', aliases: ['md'] },
  php: { name: 'PHP', aliases: [] },
  python: { name: 'Python', aliases: ['py'] },
  r: { name: 'R', aliases: [] },
  ruby: { name: 'Ruby', aliases: ['rb'] },
  rust: { name: 'Rust', aliases: ['rs'] },
  sql: { name: 'SQL', aliases: [] },
  swift: { name: 'Swift', aliases: [] },
  toml: { name: 'TOML', aliases: [] },
  tsx: { name: 'TSX', aliases: ['jsx'] },
  typescript: { name: 'TypeScript', aliases: ['ts', 'mts'] },
  xml: { name: 'XML', aliases: ['svg'] },
  yaml: { name: 'YAML', aliases: ['yml'] },
} satisfies Record<string, { readonly name: string; readonly aliases: string[] }>;

export type LanguageId = keyof typeof languages;

function isLanguage(id: string): id is LanguageId {
  return Object.hasOwn(languages, id);
}

/** What somebody calls a language: its id, its name or another name of it. Else null. */
export function findLanguage(called: string): LanguageId | null {
  const wanted = called.trim().toLowerCase();
  for (const [id, { name, aliases }] of Object.entries(languages)) {
    const names: readonly string[] = [id, name.toLowerCase(), ...aliases];
    if (names.includes(wanted) && isLanguage(id)) return id;
  }
  return null;
}
