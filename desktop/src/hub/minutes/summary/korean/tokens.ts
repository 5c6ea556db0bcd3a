const run = /[가-힣]+|[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)?/gu;

/** What is put behind nouns and verbs; the longest that fits is taken off. */
const endings =
  `습니다 습니까 습니다만 겠습니다 했습니다 합니다 합시다 하겠습니다 입니다 됩니다 됐습니다 되었습니다
  였습니다 었습니다 았습니다 드립니다 드리겠습니다 할게요 하죠 하지요 해요 했어요 하고요 이에요 예요 네요 군요 어요
  아요 거든요 는데요 인데요 한데요 잖아요 세요 해서 하고 하면 하는 하기 하게 하지 하며 하려고 했던 했는데 했고 한다
  했다 하자 할까요 인가요 나요 까요 되는 되면 되고 된 됐 될 에서는 에서도 에서 에게 에게서 한테 으로는 으로도 으로
  로는 로도 로 까지는 까지 부터는 부터 이라는 라는 이라고 라고 이나 이랑 랑 하고는 에는 에도 에 의 은 는 이 가 을
  를 과 와 도 만 들이 들은 들을 들 보다 처럼 마다 이며 이고 이면 께서 께 님이 님은 님께 님 씨가 씨는 씨`
    .split(/\s+/u)
    .toSorted((a, b) => b.length - a.length);

const stopWords = new Set(
  `그리고 그런데 그래서 그러면 그럼 하지만 그러나 또 또는 또한 그냥 그거 그것 이거 이것 저거 저것 그게 이게 저게
  여기 거기 저기 지금 이제 오늘 좀 조금 많이 아주 매우 정말 진짜 너무 다 모두 전부 같이 함께 다시 계속 먼저 우선
  일단 혹시 아마 약간 거의 있 없 있는 없는 있습니다 없습니다 있어요 없어요 같습니다 같아요 같은 그렇 그렇게 이렇게
  저렇게 어떻게 어떤 이런 그런 저런 무슨 뭐 네 예 아니 아니요 음 어 저 제 제가 저는 저희 우리 우리가 여러분 누가 누구
  언제 어디 왜 것 거 게 수 때 때문 대해 대한 위해 통해 경우 정도 부분 내용 말씀 생각 생각합니다 하나 둘 번 개 좋습니다
  좋아요 감사합니다 알겠습니다 맞습니다 맞아요 됩니다 합니다 해요 하는 하고 해서 하면 한번 되는 되면 되게 그래도 근데
  이번 다음 이상 사실 그러니까 그니까`.split(/\s+/u),
);

/**
 * Content of a Korean sentence as it is compared: pairs of syllables of each word without its
 * particle or ending, so that compounds and other endings of the same word still meet.
 */
export function koreanTokens(sentence: string): string[] {
  return (sentence.match(run) ?? []).flatMap((word) => {
    if (!/[가-힣]/u.test(word)) return word.length > 1 ? [word.toLowerCase()] : [];
    const root = rootOf(word);
    if (stopWords.has(word) || stopWords.has(root)) return [];
    const syllables = [...root];
    if (syllables.length < 3) return syllables.length === 2 ? [root] : [];
    return syllables.slice(1).map((syllable, at) => (syllables[at] ?? '') + syllable);
  });
}

function rootOf(word: string): string {
  const ending = endings.find((each) => word.endsWith(each) && word.length - each.length >= 2);
  return ending === undefined ? word : word.slice(0, -ending.length);
}
