import type { ActionForm, LanguageRules } from '../LanguageRules.ts';
import { englishDueDay } from './dueDay.ts';
import { withoutEnglishFillers } from './fillers.ts';
import { englishTokens } from './tokens.ts';

const decided = [
  /\b(?:we|we've|we have|they|the team|everyone|everybody)\s+(?:all\s+|have\s+|finally\s+|just\s+|already\s+)*(?:agreed?|decided|settled|chose|concluded|approved)\b/iu,
  /\b(?:let's|let us)\s+(?!(?:just |all |then |also |now |first |quickly |maybe )*(?:not\b|see\b|start\b|begin\b|move on|talk|discuss|look|go (?:through|over|around|on\b|back|to\b|ahead and)|come back|circle back|get (?:started|going|back|to)|wait|take (?:a|five|that|this|it)\b|hear|say\b|continue|hope|try\b|pretend|imagine|assume|keep (?:in mind|going|moving|it short)|be\b|ask|check|find|think|recap|review|wrap|finish|stop|jump|focus|park|revisit|do (?:a |the )?(?:round|intro|introductions)|do .* first|call it|give|make sure|leave it there|turn to|read|watch|introduce|remember|face it|meet|sync))\p{L}+/iu,
  /\b(?:we're|we are|we'll be|we will be)\s+(?:not\s+)?(?:going (?:with|for|ahead)|sticking (?:with|to)|dropping|postponing|keeping|moving to|adopting|choosing|cancelling|canceling|switching to|freezing|shipping|launching)\b/iu,
  /\b(?:we'll|we will)\s+(?:not\s+)?(?:go (?:with|for|ahead)|stick (?:with|to)|keep|drop|postpone|use|adopt|choose|cancel|switch to|move to|freeze|ship|launch|release|skip|split|raise|lower|buy|hire|repair|replace|hold off|leave (?:it|that) (?:at|as)|stay with|start with|limit|combine|allow|ban)\b/iu,
  /\b(?:it's|it is|that's|that is|it has been|was)\s+(?:been\s+)?(?:decided|agreed|settled|approved|final)\b/iu,
  /\b(?:the|our|final|my)\s+(?:final\s+)?decision(?:\s+here)?\s+(?:is|was)\b/iu,
  /\b(?:the|our) (?:final |new )?(?:plan|agreement|deal) is\b(?! to (?:talk|discuss|look|see))/iu,
  // "Friday it is."
  /^(?!(?:how|what|that|this|as|so|yes|the way|where|who|because|why|no|i think|whatever|here|there|if|when)\b)[\p{L}\d'-]+(?:\s+[\p{L}\d'-]+){0,4}\s+it is(?=[,.!]|\s+then\b|\s*$)/iu,
  // "The old one stays."
  /^(?:the|our|this|that)\s[^,?]{2,40}\s(?:stays?|is out|are out|is off|goes ahead|ha(?:s|ve) to wait|waits?)(?=[.!]|\s+(?:as|until|till|for now|where)\b|\s*$)/iu,
  /,\s+(?:and )?(?:the|our)\s[^,?]{2,40}\s(?:ha(?:s|ve) to wait|waits?|stays?)\s+(?:until|till|as)\b/iu,
  /\b(?:we'll|we will|let's)\s+do (?:it|that|this)\s+(?:that|this|the same|your|his|her) way\b/iu,
  /\b(?:decision made|we have a decision|i'm making the call|the verdict is|motion (?:carries|passes))\b/iu,
  /^(?:okay|ok|alright|so|then|good)?[,\s]*(?:it's|that makes it)\s+(?:a deal|settled)/iu,
];
const undecided =
  /\b(?:haven't|have not|hasn't|not yet|didn't|did not|can't|cannot|couldn't|never|nothing (?:is|was|has been)|yet to|need to|have to|should|must|before we|until we|once we|when we|if we|whether|could|might)\b[^.]{0,24}\b(?:decid|agree|settl|chos|conclud|approv|decision)/iu;
const aboutTheCall = /\b(?:use (?:the|this) time|go ahead and (?:start|begin))\b/iu;

const proposals =
  /\b(?:how about|what about|what if we|why don't we|shall we|i(?:'d| would)? (?:suggest|propose|recommend)|i(?:'d| would) (?:say|rather|go (?:for|with)|keep|take|pick|choose|prefer|drop)|i vote for|why not|might as well|my (?:proposal|suggestion) (?:is|would be)|could we|can we|maybe we (?:should|could)|we could)\b/iu;
const agreements =
  /^(?:(?:okay|ok|yeah|yes|yep|sure|great|good|right|oh|alright|perfect|fine)[,.!\s]+)*(?:agreed|i agree|sounds (?:good|great|fine|right|like a plan)|works for me|that works|that(?:'d| would| could) work|\p{L}+(?: \p{L}+)? works for me|same here|me too|i'm in\b|i'm all for (?:that|it)|go for it|(?:i|we) (?:like|love) (?:that|it)\b|fair enough|no complaints|can live with that|let's do (?:that|it)|let's go with (?:that|it)|(?:i'm|i am) (?:fine|okay|ok|good|happy) with (?:that|it)|good idea|deal|yes,? let's|fine (?:by|with) me|makes sense,? let's|no objections?|perfect|i second that|\+1)\b/iu;
const deferrals =
  /\b(?:i don't know|don't know yet|no idea|not sure|(?:good|great) question|we(?:'ll| will) (?:have to |need to )?(?:see|find out|check|come back)|i(?:'ll| will| would|'d)? (?:have|need) to (?:check|ask|look)|let me (?:check|get back|find out)|i(?:'ll| will) (?:check|find out|ask|get back|look into)|come back to (?:that|this|it)|take (?:that|this|it) offline|park (?:that|this|it)|parking lot|move on|moving on|next (?:item|topic|point)|later|hard to say|can't say|nobody knows|unclear|open question|depends)\b/iu;
const shortAnswers =
  /^(?:\W*(?:oh|well|um+|uh+|so|i think)[,\s]+)*(?:yes|yeah|yep|no|nope|not really|sure|of course|correct|exactly|absolutely|definitely|right|it is|it does|i do|i did|we do|we did|we have|they do|around|about|probably|mostly)\b/iu;
const smallQuestions =
  /\b(?:can (?:you|everyone|everybody|anyone) (?:hear|see)|do you (?:hear|see) me|am i (?:muted|audible|sharing)|you(?:'re| are) (?:on )?mute|any (?:other )?(?:questions?|comments?|thoughts|objections|updates)|anything else|(?:shall|should|can|could) we (?:start|begin|get started|move on|wrap up|continue|go on|proceed)|ready to (?:start|begin|go)|how are you|how's it going|how is everyone|how was your|does that make sense|make sense|you know what i mean|is everyone here|who's (?:next|missing)|who is (?:next|missing|here)|who wants to (?:start|go|begin)|what's up|okay with everyone|everyone okay|does (?:anyone|anybody) (?:disagree|object)|sound good|is that (?:okay|ok|right|correct|clear)|pardon|sorry|say that again|what do you think|what did you do|how about you|what about you|anyone (?:else|opposed))\b|\b(?:right|okay|ok|correct|yeah|no)\?$/iu;
const questions =
  /^(?:(?:and|but|so|okay|ok|well|wait|then|also|hey|sorry)[,\s]+)*(?:what|when|where|who|whom|whose|which|why|how (?:much|many|long|often|do|does|did|will|would|can|could|should|is|are)|do|does|did|is|are|was|were|will|would|can|could|should|has|have|shall)\s+(?:we|you|i|they|he|she|it|the|this|that|there|our|your|anyone|anybody|someone|is|are|do|does|did|will|would|can|should)\b/iu;

const emphases =
  /\b(?:important|importantly|key (?:point|thing|idea|takeaway|insight|question|risk|result|finding)|in (?:summary|short|conclusion|other words)|to (?:summari[sz]e|sum up|recap|conclude)|the (?:main|biggest|real|core|central|whole) (?:point|idea|reason|problem|issue|question|risk|challenge|goal|result|thing)|bottom line|remember (?:that|this)|crucial|critical|essentially|fundamental|is called|is defined as|we define|means that|this means|the reason|because of|as a result|therefore|consequently|the (?:problem|issue|risk|goal|plan|result|conclusion) (?:is|was)|turns out|we (?:found|learned|saw) that|increased|decreased|dropped|grew|doubled)\b/iu;
const figures =
  /\d|\b(?:half|most of|per ?cent|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion)\b/iu;
const progress =
  /\b(?:yesterday|today|finished|completed|done with|worked on|working on|fixed|merged|deployed|shipped|released|blocked|blocker|stuck|waiting (?:for|on)|going to|plan to|planning to|will|continue|continuing|started|reviewed|still need|no blockers|closed)\b/iu;

const verbs =
  'take (?:care|over|on|that|this|it|the|a look)|handle|prepare|write|send|draft|review|update|fix|check|test|set up|organi[sz]e|schedule|book|call|e-?mail|create|make|look (?:into|at|up)|follow up|investigate|finish|finali[sz]e|read|look (?:it|that|this|them) up|contact|order|upload|share|add|migrate|deploy|own|do (?:that|this|it|the|a)|reach out|put (?:together|it|this|that|the|up)|work on|work out|sync|get (?:back|the|you|that|it|in touch|a|an|quotes?)|talk (?:to|with)|speak (?:to|with)|ask|bring|build|change|clean up|close|collect|compare|complete|confirm|coordinate|deliver|design|document|drive|estimate|file|find|forward|implement|invite|keep an eye|let (?:you|everyone|them|him|her|the team) know|list|measure|merge|message|move|open|ping|plan|post|present|print|publish|push|read (?:through|up)|remove|rename|rerun|run|set|ship|sign|sort out|start|submit|summari[sz]e|tell|translate|try|verify|write up|circulate|arrange|analy[sz]e|announce|buy|cancel|pay|pick|provide|record|release|reply|report|request|research|reserve|rewrite|roll out|tidy';
const between =
  '(?:(?:also|then|just|quickly|definitely|probably|certainly|gladly|happily|personally|please|try to|try and|go ahead and|make sure to|have to|need to|be able to|be the one to|want to|start to|help|go and|maybe)\\s+)*';
const pattern = (source: string): RegExp => new RegExp(source, 'iu');

/** What one may do without anybody waiting for it: to say it is no promise. */
const noDeeds =
  'be|have|see|think|know|say|guess|assume|admit|just|not|never|need|want|like|love|hate|remember|forget|believe|hope|wait|stop|leave|start|begin|continue|go|pass|miss|keep|end|come|turn|hand over|let|skip|repeat|mention|mute|unmute|speak|talk|add|show|explain|tell|give|describe|hear|imagine|elaborate|remind|walk|stay|hold|join|listen|return|introduce|understand|follow|feel|mean|look|take|try|agree|support|second|call it|do|never';
const promised = pattern(
  `\\b(?:i'll|i will|i'm going to|i am going to|i'm gonna)\\s+${between}(?!(?:${noDeeds})\\b)\\p{L}{2,}`,
);
/** "I'm booking it for Monday": with a day it is a promise. */
const arranged =
  /\bi(?:'m| am)\s+(?!(?:going|meeting|seeing|leaving|having|working|waiting|looking|thinking|trying|coming|being|getting|feeling|hoping|saying|asking|talking|wondering|doing|flying|travel+ing|moving|just|not)\b)\p{L}+ing\b/iu;
const firstPerson = pattern(
  `\\b(?:i'll|i will|i shall|i'm going to|i am going to|i'm gonna|i can|i could|let me|i promise to|i plan to|i (?:still |also )?(?:need|have) to|i should|i want to)\\s+${between}(?:${verbs})\\b`,
);
const surelyMine =
  /\b(?:i'll|i will|i'm going to|i am going to|i'm gonna|i promise to|i still (?:need|have) to)\b/iu;
const takesOn =
  /\b(?:i'll|i will|i can|let me)\s+(?:take|own|handle|do|pick)\s+(?:it|that|this|care|on|one|over|up)\b|\b(?:that's|that one's|it's|put) (?:on me|me down|mine)\b|\bleave (?:it|that) (?:to|with) me\b|\bi'm on it\b/iu;
const notAnAction =
  /\b(?:let me|i'll|i will|i can|i'm going to|i'm gonna)\s+(?:just |quickly |also |now )*(?:share (?:my )?screen|ask (?:you )?(?:a|one|this|another)|start (?:with|by|off|us|the meeting|the recording|now|today)|add (?:to|one|something|that)|open (?:with|by|up the floor)|present (?:this|now)|read (?:it|this) out|run (?:through|you through)|show|explain|give|talk (?:you )?(?:through|about)|tell you|move (?:on|to the next)|check (?:the time|if)|try to (?:be|explain|keep)|do my best|make (?:it|this) (?:quick|short|brief))\b|\bi can(?:'t|not)\b|\bi could have\b/iu;
const secondPerson = pattern(
  `\\b(?:(?:can|could|would|will) (?:you|someone|somebody|anyone|one of you)|(?:would|do) you mind|i(?:'d| would) (?:like|need|love) you to|i need you to|you (?:need|have) to|you should|you(?:'ll| will)|may i ask you to|make sure you|it would be great if you(?: could)?|if you could)\\s+${between}(?:${verbs}|(?<=mind )\\p{L}+ing)\\b`,
);
const asked = pattern(
  `\\b(?:can|could|would|will) (?:you|someone|somebody|anyone|anybody|one of you)\\s+(?:be (?:up for|willing to|able to)\\s+)?${between}(?!(?:${noDeeds})\\b)\\p{L}{2,}`,
);
const wantsToKnow =
  /\b(?:how (?:can|could|would|will) you|(?:tell|show|explain to|describe to|give|remind) (?:me|us)|why would you)\b|^[^,]*\bwould you (?!mind|please|be able)/iu;
const please = pattern(
  `(?:^|[,.]\\s*|\\band\\s+)(?:\\p{Lu}\\p{L}+,\\s*)?please\\s+${between}(?:${verbs}|read)\\b|(?:^|,\\s*)(?:${verbs})\\b[^?]{3,80}\\bplease\\b`,
);
const thirdPerson = pattern(
  `\\b\\p{L}+\\s+(?:will|is going to|is gonna|needs to|has to|should|is supposed to|agreed to|volunteered to|promised to|offered to|is to|to|'ll|can)\\s+${between}(?:${verbs})\\b|\\b\\p{L}+(?:'s| is) (?:responsible for|in charge of|taking care of|on the hook for|handling|owning|taking)\\b|\\b(?:assigned|assign (?:it|this|that)|goes|hand (?:it|this|that)) to \\p{L}+\\b`,
);
const shared = pattern(
  `\\b(?:we|somebody|someone)\\s+(?:need|needs|have|has|must|should|still need|still have)\\s*(?:to)?\\s+${between}(?:${verbs})\\b|\\b(?:action item|to-?do|next step)s?\\b(?:\\s*(?:is|are|:|for|would be|will be))`,
);
const firmShared = /\b(?:action item|to-?do|next step)s?\b|\bmake sure\b|\bsomeone|somebody\b/iu;
const unreal =
  /\b(?:if (?:i|we|you) (?:had|were|could)|would have|should have|could have|used to|yesterday|last (?:week|month|time|year))\b/iu;

function actionForm(sentence: string, hasDue: boolean): ActionForm | null {
  if (unreal.test(sentence) && !hasDue) return null;
  // "…, right?" only wants a nod.
  const isAsked =
    /\?\s*$/u.test(sentence) && !/,\s*(?:right|correct|okay|ok)\?\s*$/iu.test(sentence);
  const isRequest = secondPerson.test(sentence) || asked.test(sentence);
  if (isRequest && !(wantsToKnow.test(sentence) && !hasDue)) {
    return smallQuestions.test(sentence) ? null : 'second';
  }
  if (please.test(sentence)) return 'second';
  if (isAsked) return null;
  if (takesOn.test(sentence)) return 'first';
  if (firstPerson.test(sentence) && !(notAnAction.test(sentence) && !hasDue)) {
    return hasDue || surelyMine.test(sentence) || /\bi can\b|\blet me\b/iu.test(sentence)
      ? 'first'
      : null;
  }
  if (promised.test(sentence) && !notAnAction.test(sentence)) return 'first';
  if (hasDue && arranged.test(sentence)) return 'first';
  if (shared.test(sentence)) return hasDue || firmShared.test(sentence) ? 'nobody' : null;
  return thirdPerson.test(sentence) ? 'third' : null;
}

export const englishRules: LanguageRules = {
  withoutFillers: withoutEnglishFillers,
  tokens: englishTokens,
  isQuestion: (text) =>
    /\?\s*["')]*$/u.test(text) || (!/[.!]$/u.test(text) && questions.test(text)),
  isSmallQuestion: (text) => smallQuestions.test(text),
  isDecision: (text) =>
    decided.some((each) => each.test(text)) &&
    !/\?\s*$/u.test(text) &&
    !undecided.test(text) &&
    !aboutTheCall.test(text),
  isProposal: (text) => proposals.test(text),
  isAgreement: (text) => agreements.test(text),
  isDeferral: (text) => deferrals.test(text),
  isShortAnswer: (text) => shortAnswers.test(text),
  isEmphasis: (text) => emphases.test(text),
  hasFigures: (text) => figures.test(text),
  isProgress: (text) => progress.test(text),
  actionForm,
  dueDay: englishDueDay,
};
