const sounds = /(^|[\s,])(?:u+m+|u+h+|e+r+m?|h+m+|mm+)\b[,.…]*(?=\s|$)/giu;
const asides =
  /,\s*(?:you know|i mean|like|sort of|kind of|you see|basically|actually|obviously)\s*,/giu;
const openers =
  /^(?:(?:so|well|okay|ok|alright|all right|yeah|yes|yep|right|now|anyway|and|but|oh|ah|great|cool|good|perfect|sure|you know|i mean|basically|look|like|also)\s*[,.…-]+\s*|(?:so|okay so|ok so|and then|and so|and)\s+(?=(?:i|we|you|he|she|they|let's|it|the|this|that|there|our)\b))+/iu;
const repeated = /\b(\p{L}+(?:'\p{L}+)?)(?:,?\s+\1\b)+/giu;

/** An English sentence without sounds and words that only fill a pause. */
export function withoutEnglishFillers(sentence: string): string {
  const plain = sentence
    .replace(sounds, '$1')
    .replace(asides, ' ')
    .replace(repeated, keepMeant)
    .replace(/\s+([,.?!])/gu, '$1')
    .replace(/\s{2,}/gu, ' ')
    .trim();
  const opened = plain.replace(openers, '').trim();
  const kept = (opened === '' ? plain : opened).replace(/^[,.…\s-]+/u, '');
  return kept.charAt(0).toUpperCase() + kept.slice(1);
}

/** "That that" and "had had" are English; "we we" is a stutter. */
function keepMeant(all: string, word: string): string {
  return /^(?:that|had|very|really|no|so|bye|ha)$/iu.test(word) ? all : word;
}
