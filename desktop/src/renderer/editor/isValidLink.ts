import { VALID_LINK_PROTOCOLS } from '@blocknote/core/extensions';
import { parseUtteranceLink } from '@confab/shared-types';

const protocols: ReadonlySet<string> = new Set(VALID_LINK_PROTOCOLS);

/** Whether a link may stand in a page: the editor's own kinds, and lines of a transcript. */
export function isValidLink(url: string): boolean {
  // Browsers read over white space and control characters within a protocol.
  const plain = url.replace(/[\p{White_Space}\p{Cc}]/gu, '');
  const [, protocol] = /^([a-z][a-z0-9+.-]*):/i.exec(plain) ?? [];
  if (protocol === undefined || protocols.has(protocol.toLowerCase())) return true;
  return parseUtteranceLink(plain) !== null;
}
