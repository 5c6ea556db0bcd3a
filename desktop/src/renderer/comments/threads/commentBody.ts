import type { Comment } from '@confab/shared-types';
import type { CommentWords } from './changeThreads.ts';

type Mention = Comment['mentions'][number];

/** A run of a comment: words, or somebody or some page that is named in it. */
export type BodyPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'mention'; readonly mention: Mention };

/** Takes a stored body apart. A number that names no mention stays as it was typed. */
export function bodyParts({ body, mentions }: CommentWords): readonly BodyPart[] {
  const parts: BodyPart[] = [];
  let end = 0;
  for (const match of body.matchAll(/@\[(\d{1,2})\]/g)) {
    const mention = mentions[Number(match[1])];
    if (mention === undefined) continue;
    if (match.index > end) parts.push({ kind: 'text', text: body.slice(end, match.index) });
    parts.push({ kind: 'mention', mention });
    end = match.index + match[0].length;
  }
  if (end < body.length) parts.push({ kind: 'text', text: body.slice(end) });
  return parts;
}

/** A body as one writes it: mentions are `@` and their label. */
export function bodyText(words: CommentWords): string {
  return bodyParts(words)
    .map((part) => (part.kind === 'text' ? part.text : `@${part.mention.label}`))
    .join('');
}

/**
 * What was typed, as it is stored. `chosen` are the mentions that were picked while typing: one
 * whose `@label` is no longer there is left out, of two that begin alike the longer one is taken.
 */
export function writtenBody(text: string, chosen: readonly Mention[]): CommentWords {
  const longestFirst = [...chosen].sort((one, other) => other.label.length - one.label.length);
  const mentions: Mention[] = [];
  let body = '';
  for (let at = 0; at < text.length;) {
    const mention =
      text[at] === '@'
        ? longestFirst.find(({ label }) => text.startsWith(label, at + 1))
        : undefined;
    if (mention === undefined) {
      body += text[at] ?? '';
      at++;
      continue;
    }
    let index = mentions.findIndex(
      ({ kind, target }) => kind === mention.kind && target === mention.target,
    );
    if (index === -1) index = mentions.push(mention) - 1;
    body += `@[${index}]`;
    at += mention.label.length + 1;
  }
  return { body, mentions };
}

/** The `@…` that is being typed right before the caret, without the `@`; null: none. */
export function mentionQuery(
  text: string,
  caret: number,
): { readonly start: number; readonly query: string } | null {
  const match = /(?:^|\s)@([^\s@][^@\n]{0,40})?$/u.exec(text.slice(0, caret));
  if (match === null) return null;
  const query = match[1] ?? '';
  return { start: caret - query.length - 1, query };
}

export type { Mention };
