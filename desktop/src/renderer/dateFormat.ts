/**
 * For dates and times in the app's language as the system's region writes them: English in Berlin
 * has its day first and counts to 24 hours. `systemLanguages` are BCP 47 tags, the preferred first.
 */
export function dateFormat(
  language: string,
  options: Intl.DateTimeFormatOptions,
  systemLanguages: readonly string[] = navigator.languages,
): Intl.DateTimeFormat {
  const regions = systemLanguages.map((tag) => new Intl.Locale(tag).region);
  const region = regions.find((one) => one !== undefined);
  return new Intl.DateTimeFormat(
    region === undefined ? language : `${language}-${region}`,
    options,
  );
}
