import { parseUtteranceLink } from '@confab/shared-types';

/**
 * Points of minutes lead to what was said, below on the page. Other links leave the app by way of the
 * shell, which refuses what is no web or mail address. False: the click was on no link.
 */
export function openLink(
  event: MouseEvent,
  open: { readonly line: (utterance: string) => void; readonly address: (url: string) => void },
): boolean {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null) return false;
  const utterance = parseUtteranceLink(link.href);
  if (utterance === null) open.address(link.href);
  else open.line(utterance);
  return true;
}
