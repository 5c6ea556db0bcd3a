import type { Runtime } from './Runtime.ts';

/** The platform whose keys and words are used; phones and others count as Linux. */
export function platformOf(userAgent: string): Runtime['platform'] {
  if (/Macintosh|Mac OS X/.test(userAgent)) return 'mac';
  return userAgent.includes('Windows') ? 'windows' : 'linux';
}
