import { ConfabError } from '@confab/shared-types';

const allowed = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address in the form the platform is given it. Pages are written by other people, so a link may
 * be anything: throws `no-permission` for all but web and mail addresses.
 */
export function externalAddress(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || !allowed.has(parsed.protocol)) {
    throw new ConfabError('no-permission', 'only http, https and mailto links are opened');
  }
  return parsed.href;
}
