const opener =
  /^(?:(?:음+|으음|어+|아+|오+|네+|넵|예+|그+|저+|저기|뭐|자|그러니까|그니까|이제|일단|아무튼|근데|그래서|그럼|그러면|좋습니다|좋아요|맞아요|맞습니다|네네)[\s]*[,.…~]+\s*)+/u;
const bareOpener =
  /^(?:(?:음+|으음|어+|아+|네|넵|예|저기|그니까|그러니까|그럼|그러면|그런데|근데|그리고)\s+)+(?=\S)/u;
const inside = /(?<=[\s,])(?:음+|으음|어+|저기|뭐랄까|그니까)[,.…]*\s+/gu;
const repeated = /(^|\s)([가-힣]{1,6})(?:[,\s]+\2)+(?=\s)/gu;

/** A Korean sentence without sounds and words that only fill a pause. */
export function withoutKoreanFillers(sentence: string): string {
  const plain = sentence
    .replace(inside, '')
    .replace(repeated, '$1$2')
    .replace(/\s{2,}/gu, ' ')
    .trim();
  const opened = plain.replace(opener, '').replace(bareOpener, '').trim();
  return opened === '' ? plain : opened;
}
