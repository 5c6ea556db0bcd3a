const prefix = 'confab://utterance/';

/** A link to a line of the call's transcript; it opens in the page of minutes it stands in. */
export function utteranceLink(utterance: string): string {
  return prefix + encodeURIComponent(utterance);
}

/** The id of the line a link leads to; null when it is no link to one. */
export function parseUtteranceLink(url: string): string | null {
  if (!url.startsWith(prefix)) return null;
  try {
    const id = decodeURIComponent(url.slice(prefix.length));
    return id.length > 0 && id.length <= 160 ? id : null;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
