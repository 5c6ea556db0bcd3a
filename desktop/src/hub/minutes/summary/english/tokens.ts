const word = /[\p{L}\p{N}][\p{L}\p{N}'’_-]*/gu;

const stopWords = new Set(
  `a about above actually after again all almost alright also always am an and any anybody anyone anything
  are as at away back basically be because been before being below between both but by came can cannot
  come could did do does doing done down during each either else enough even ever every everybody everyone
  everything far few first for from further get gets getting give go goes going gonna good got great had has
  have having he hear heard her here hers hi hello him his how however i if in into is it its itself just keep
  kind know last let like little look lot made make makes many may maybe me mean might mine more most much
  must my myself need needs never next no nobody none nor not nothing now of off oh ok okay on once one only
  onto or other others our ours out over own part people perhaps please point put quite rather really right
  said same saw say saying says see seem seems she should show since so some somebody someone something
  sometimes somewhat soon sort still stuff such sure take talk tell than thank thanks that the their theirs
  them then there these they thing things think this those though through thus to together too towards try
  two under until up upon us use used very want wants was way we well went were what whatever when where
  which while who whole whom whose why will with within without won't would yeah yep yes yet you your yours
  yourself don't doesn't didn't isn't aren't wasn't weren't can't couldn't wouldn't shouldn't i'm i'll i've
  i'd we're we'll we've we'd you're you'll you've you'd it's that's there's what's let's he's she's they're
  they'll they've um uh hmm er today`.split(/\s+/u),
);

/** Content words of an English sentence, lower case, lightly stemmed. */
export function englishTokens(sentence: string): string[] {
  return (sentence.toLowerCase().replaceAll('’', "'").match(word) ?? [])
    .filter((each) => !stopWords.has(each) && (each.length > 1 || /\p{N}/u.test(each)))
    .map((each) => stem(each.replace(/'s$|'$/u, '')));
}

/** Takes plurals and the commonest verb endings off, as Harman's S-stemmer and Porter's first step. */
function stem(token: string): string {
  if (token.length > 4 && /ies$/u.test(token)) return `${token.slice(0, -3)}y`;
  if (token.length > 5 && /ing$/u.test(token)) return undouble(token.slice(0, -3));
  if (token.length > 4 && /ed$/u.test(token)) return undouble(token.slice(0, -2));
  if (token.length > 4 && /(?:ss|sh|ch|x|z)es$/u.test(token)) return token.slice(0, -2);
  if (token.length > 3 && /[^su]s$/u.test(token)) return withoutE(token.slice(0, -1));
  return withoutE(token);
}

function undouble(root: string): string {
  return withoutE(/([bdfgmnprt])\1$/u.test(root) ? root.slice(0, -1) : root);
}

function withoutE(root: string): string {
  return root.length > 4 ? root.replace(/e$/u, '') : root;
}
