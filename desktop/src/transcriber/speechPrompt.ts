/** Whisper follows what was said before; more than this pulls it away from the audio. */
const carriedCharacters = 200;

/** The end of what somebody said, as what comes next is understood from; whole words. */
export function carryOver(text: string): string {
  if (text.length <= carriedCharacters) return text;
  const end = text.slice(-carriedCharacters - 1);
  const space = end.search(/\s/u);
  // Written without spaces, a sign may not be cut in half.
  return space === -1 ? end.slice(1).replace(/^[\uDC00-\uDFFF]/u, '') : end.slice(space).trim();
}

/** The glossary first: where the model has too little room, the words right before count more. */
export function speechPrompt(glossary: string | undefined, carried: string): string {
  return `${glossary ?? ''} ${carried}`.trim();
}
