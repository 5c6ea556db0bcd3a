import { ConfabError, invitationCodeSchema } from '@confab/shared-types';

export interface InvitationLink {
  /** Address of the server, without a slash at its end. */
  readonly url: string;
  readonly code: string;
}

/**
 * Understands what people paste: `http(s)://<server>/i/<code>`, and `confab://join?link=…` around it.
 * Throws `invitation-invalid` for anything else.
 */
export function parseInvitationLink(pasted: string): InvitationLink {
  const url = parseUrl(pasted.trim());
  if (url.protocol === 'confab:') return parseInvitationLink(innerLink(url));
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw invalid();
  const match = /^(.*)\/i\/([^/]+)\/?$/.exec(url.pathname);
  const code = invitationCodeSchema.safeParse(match?.[2]);
  if (match === null || !code.success) throw invalid();
  return { url: url.origin + (match[1] ?? ''), code: code.data };
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null) throw invalid();
  return url;
}

function innerLink(url: URL): string {
  const link = url.searchParams.get('link');
  if (url.host !== 'join' || link === null || link.startsWith('confab:')) throw invalid();
  return link;
}

function invalid(): ConfabError {
  return new ConfabError('invitation-invalid');
}
