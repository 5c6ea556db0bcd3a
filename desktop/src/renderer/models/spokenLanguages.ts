/** The languages a person speaks, as far as their settings tell: base codes, the likeliest first. */
export function spokenLanguages(system: readonly string[], app: string): readonly string[] {
  const bases = [...system, app].map((language) => language.split('-')[0]?.toLowerCase() ?? '');
  return [...new Set(bases)].filter((base) => /^[a-z]{2,3}$/.test(base)).slice(0, 20);
}
