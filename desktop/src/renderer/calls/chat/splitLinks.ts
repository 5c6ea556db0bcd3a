/** A piece of what somebody wrote; `href` where it is an address. */
export interface TextPart {
  readonly text: string;
  readonly href: string | null;
}

const address = /https?:\/\/[^\s<>"'“”‘’「」]+/giu;

/** Finds the `http(s)` addresses in a text. Marks that end the sentence are no part of them. */
export function splitLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    const link = withoutTail(found);
    if (!URL.canParse(link)) continue;
    if (index > end) parts.push({ text: text.slice(end, index), href: null });
    parts.push({ text: link, href: link });
    end = index + link.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

/** Without closing marks; a closing bracket stays where the address opened it. */
function withoutTail(found: string): string {
  let link = found;
  for (;;) {
    const last = link.at(-1) ?? '';
    if (/[.,;:!?…。，、]/u.test(last)) link = link.slice(0, -1);
    else if (last === ')' && count(link, ')') > count(link, '(')) link = link.slice(0, -1);
    else if (last === ']' && count(link, ']') > count(link, '[')) link = link.slice(0, -1);
    else return link;
  }
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}
