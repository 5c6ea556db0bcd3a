/** A length of time in words: `48 seconds`, `12 minutes`, `1 hour, 5 minutes`. */
export function durationText(milliseconds: number, language: string): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return unit(seconds, 'second', language);
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unit(minutes, 'minute', language);
  const parts = [unit(Math.floor(minutes / 60), 'hour', language)];
  if (minutes % 60 > 0) parts.push(unit(minutes % 60, 'minute', language));
  return new Intl.ListFormat(language, { type: 'unit', style: 'short' }).format(parts);
}

function unit(value: number, name: 'second' | 'minute' | 'hour', language: string): string {
  const format = { style: 'unit', unit: name, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(language, format).format(value);
}
