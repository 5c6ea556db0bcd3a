import type { ActionForm, LanguageRules } from '../LanguageRules.ts';
import { koreanDueDay } from './dueDay.ts';
import { withoutKoreanFillers } from './fillers.ts';
import { koreanTokens } from './tokens.ts';

const end = '(?:[.!~…\\s]*)$';
const decided = [
  /(?:하기로|기로)\s*(?:했|결정|정했|합의|하죠|하시죠|합시다|해요|할게요|하겠습니다|한 걸로|된 걸로|됐)/u,
  /(?:결정했|결정됐|결정되었|결정하겠|정했습니다|정해졌|확정했|확정됐|확정되었|확정하겠|확정하죠|확정합시다|합의했|합의됐|합의된|결정합시다|결정하죠|채택했|채택하|승인했|승인됐|통과됐)/u,
  /(?:결론은|결정 사항은|최종적으로는|최종안은|결정은)/u,
  new RegExp(
    `(?:으로|로|대로|만|안은|까지|에)\\s*(?:하시죠|하죠|합시다|갑시다|가시죠|가죠|가기로|정하죠|정합시다|진행하죠|진행합시다|진행하시죠|하는 걸로|하는 것으로|가는 걸로|가는 것으로)[^?]*${end}`,
    'u',
  ),
  new RegExp(
    `(?:미루죠|미룹시다|연기합시다|연기하죠|취소합시다|취소하죠|유지합시다|유지하죠|씁시다|쓰죠|빼죠|뺍시다|도입합시다|도입하죠|출시합시다|출시하죠|바꿉시다|바꾸죠|옮깁시다|옮기죠)${end}`,
    'u',
  ),
  /(?:걸로|거로|것으로|쪽으로|기로)\s*(?:하겠습니다|하죠|합시다|하시죠|하고요|할게요|해요|가죠|갈게요|갑시다|가시죠|정리하|정하|정할|결정|합의)/u,
  /(?:으로|로)\s*(?:정할게요|정하겠습니다|결정할게요|확정할게요)/u,
];
const undecided =
  /(?:결정|정|합의|확정|결론)[^.]{0,8}(?:못\s*했|못했|안\s*했|안 됐|안됐|되지 않|하지 않|하지 못|해야|할까|할지|전에|되면|하면|필요|안 났|나지)|(?:기로|할지|갈지)\s*(?:할까요|하면|해야)/u;
const aboutTheCall =
  /(?:회의|미팅|시간|발표|순서|안건|자기소개|소개|녹음|녹화)[^.]{0,12}(?:시작|진행|마치|끝내|넘어가|줄이)[^.]{0,4}(?:하죠|하시죠|합시다|죠|시죠|겠습니다|기로)|(?:넘어가|시작하|마치|끝내|돌아가|들어보|얘기해 보|이야기해 보)(?:죠|시죠|ㅂ시다|겠습니다)/u;

const proposals =
  /(?:어떨까요|어떠세요|어떨까 싶|어때요|어떻습니까|면 좋겠|면 좋을 것|것이 좋겠|게 좋겠|게 좋을 것|제안|추천|할까요|하면 될까요|는 게 낫|는 것이 낫|가는 게|지 않을까요)/u;
const agreements =
  /^(?:(?:네|예|넵|아|오|음)[,.\s]*)*(?:좋습니다|좋아요|좋네요|좋은 생각|좋은 것 같|동의합니다|동의해요|찬성|그렇게 하|그렇게 해|그렇게 합|그렇게 진행|그걸로 (?:하|가)|그럽시다|그러죠|그러시죠|저도 (?:좋|동의|찬성|괜찮|그게|그렇게|같은 생각)|저는 (?:좋|찬성|괜찮)|그게 (?:좋|낫|맞)|그거 (?:좋|괜찮)|그러네요|그렇네요|그래요|오케이|괜찮습니다|괜찮아요|괜찮네요|문제없|이의 없|알겠습니다,? 그렇게|합의)/u;
const deferrals =
  /(?:모르겠|잘 모르|글쎄|확인해\s*(?:봐야|보고|볼게|보겠|야)|확인이 필요|알아봐야|알아볼게|알아보겠|나중에|다음에|추후|따로 (?:얘기|이야기|논의|말씀)|다시 (?:얘기|이야기|논의|말씀)|아직[^.?]{0,24}(?:없|못|안 |모르|않|미정|전이|전입)|미정|봐야 (?:알|할)|물어봐야|물어볼게|물어보겠|보류|넘어가|다음 안건|답하기 어렵|고민해|생각해 (?:봐야|볼게|보겠)|좋은 질문)/u;
const shortAnswers =
  /^(?:(?:음+|어+|아+)[,.\s]*)*(?:네|예|넵|응|아니요|아뇨|아니오|맞습니다|맞아요|그렇습니다|그럼요|당연|물론|아닙니다|없습니다|있습니다|됩니다|안 됩니다|가능합니다|불가능)/u;
const smallQuestions =
  /(?:들리(?:시나요|세요|나요|십니까|시죠)|보이(?:시나요|세요|나요|십니까|시죠)|(?:다른|더|또)\s*(?:질문|의견|하실|안건|궁금|말씀)|질문 (?:있|없)|시작할까요|시작해도 될까요|시작하시죠|넘어갈까요|마칠까요|끝낼까요|괜찮(?:으세요|으신가요|을까요|으실까요|죠)|이해(?:되|하)(?:시|셨)|아시겠|그렇죠|맞죠|그쵸|안녕하|잘 지내|어떻게 지내|다 (?:오셨|모이셨|들어오셨)|누가 먼저|다음은 누구|어떻게 생각|이의 있|어제 (?:뭐|무엇)|반대하|네\?$)|^\S+(?:\s?(?:님|씨))?(?:은|는)요\?$/u;
const questionEnd =
  /(?:까요|나요|가요|은가요|는가요|던가요|ㄴ가요|습니까|입니까|됩니까|합니까|십니까|을까|할까|는지요|실까요|건가요|거죠|거예요|예요|에요|어요|아요|죠|지요|니|냐)\?$/u;
const bareQuestionEnd = /(?:까요|나요|가요|습니까|입니까|됩니까|합니까|십니까)[.\s]*$/u;

const emphases =
  /(?:중요|핵심|결론|요약|정리하(?:면|자면)|다시 말해|즉[,\s]|가장 큰|문제는|이유는|원인은|목표는|계획은|결과는|결과적으로|때문에|때문입니다|란 |이란 |라고 합니다|이라고 부|라고 부|의미합니다|뜻합니다|정의|기억하|주의|반드시|필수|따라서|그 결과|증가|감소|늘었|줄었|올랐|떨어졌)/u;
const figures =
  /\d|퍼센트|절반|대부분|(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열두|스무)\s?(?:명|개|번|달|시간|주|가지)/u;
const progress =
  /(?:어제|오늘|완료|끝냈|끝났|마쳤|마무리|진행|작업|수정했|배포|머지|리뷰|막혀|막힌|막혔|블로커|기다리|대기|예정|계획|하려고|할 거|이어서|계속|시작했|고쳤|해결)/u;

const takes = /(?:제가|저는|저희가|저희 팀(?:이|에서)|저도|그건 제가)/u;
const willDo = /(?:겠습니다|게요|예정입니다|할 거예요|할 겁니다|하려고 합니다|하도록 하겠|맡을)/u;
const notAnAction =
  /(?:알겠습니다|모르겠습니다|좋겠습니다|감사하겠습니다|되겠습니다|같겠습니다|어렵겠습니다|힘들겠습니다|있겠습니다|없겠습니다|말씀\s*(?:을|좀)?\s*드리겠습니다|말씀드릴게요|말씀해|여쭤|설명(?:을)?\s*(?:해|드리|하)|소개(?:를|부터)?\s*(?:해|드리|하)|시작(?:하|해|할)|뵙겠|뵐게|마치겠|마칠게|끝내|끝낼|넘어가|넘어갈|발표하겠|보여\s*드리|화면(?:을|부터)?\s*(?:공유|보)|들어\s*보|들어볼|살펴|기다릴게|기다리겠|이상입니다|여기까지|질문(?:을|에)?\s*(?:하|받|드리)|하나만|보시겠|보도록 하겠|배워|배우|알아보(?:겠|도록)|다루|(?:얘기|이야기)(?:를|만|부터)?\s*(?:좀\s*)?(?:하|해|할|나누|나눌)|나가볼게|들어가\s*(?:볼게|보겠)|[을를]\s*보겠|(?:부터|먼저)\s*할게요)/u;
const requests =
  /(?:주세요|주십시오|주시겠어요|주시겠습니까|주실\s*수\s*있(?:을까요|나요|으세요|으신가요|으실까요)|주시면\s*(?:됩니다|돼요|좋겠|감사|될 것)|주셨으면|주실래요|줄래요|줄\s*수\s*있(?:을까요|나요|어요)|주실까요|부탁\s*(?:드립니다|드려요|드릴게요|드리겠|해요|합니다|드려도)|바랍니다|맡아\s*주)/u;
const smallRequests =
  /(?:말씀해|들어\s*(?:주|보)|기다려|소개해|설명해|봐\s*주세요|보시면|이해해|참고해|켜\s*주|꺼\s*주|음소거|크게|천천히|시작해|양해|주목|집중|기억해|생각해\s*(?:주|보)|대답해|답해|얘기해|이야기해|반복해|읽어\s*주)|^(?:마지막으로|먼저|다음은|다음으로|이제|자,?)\s.*(?:공유|발표|보고|진행|시작)해/u;
const duties =
  /(?:야\s*(?:합니다|해요|하고|할 것|될 것|됩니다|돼요|하는데)|해야겠|필요가 있|필요합니다|할 일은|액션 아이템|다음 단계는)/u;
const tasks =
  /(?:맡(?:아|기로|으시|습니다|는|고|을)|담당|하기로|주기로|보내기로|해 주기로|처리|준비(?:하|해)|(?:할|올|갈|줄|릴|볼) (?:예정|겁니다|거예요|것입니다)|드리기로)/u;

const onlyForNow =
  /(?:봅시다|쉽시다|(?:시작|계속|얘기|이야기|논의|토론|말|생각|기다리|집중)\S{0,2}\s?[합하]\S*|넘어갑시다|돌아갑시다|들어갑시다|마칩시다|끝냅시다)[.!~…\s]*$/u;

function isDecision(text: string): boolean {
  if (/\?\s*$/u.test(text) || undecided.test(text) || aboutTheCall.test(text)) return false;
  return decided.some((each) => each.test(text)) || isCommon(text);
}

/** `-(으)ㅂ시다` ends what all are to do; ends a syllable in ㅂ before it. */
function isCommon(text: string): boolean {
  const before = /([가-힣])시다[.!~…\s]*$/u.exec(text)?.[1];
  if (before === undefined || onlyForNow.test(text)) return false;
  return (before.charCodeAt(0) - 0xac00) % 28 === 17;
}

/** `-(으)ㄹ게요` is a promise; ends a syllable in ㄹ before it. */
function promises(text: string): boolean {
  const before = /([가-힣])게요[.!~…\s]*$/u.exec(text)?.[1];
  if (before !== undefined) return (before.charCodeAt(0) - 0xac00) % 28 === 8;
  return willDo.test(text);
}

function actionForm(sentence: string, hasDue: boolean): ActionForm | null {
  const isRequest = requests.test(sentence);
  if (isRequest && (!smallRequests.test(sentence) || hasDue)) return 'second';
  if (isRequest || /\?\s*$/u.test(sentence)) return null;
  const isMine = takes.test(sentence);
  if (promises(sentence) && !(notAnAction.test(sentence) && !/(?<!여기)까지/u.test(sentence))) {
    // "미루기로 하겠습니다" is said for all.
    return isMine || !isDecision(sentence) ? 'first' : null;
  }
  if (isMine && tasks.test(sentence)) return 'first';
  if (duties.test(sentence)) return hasDue ? 'nobody' : null;
  return tasks.test(sentence) ? 'third' : null;
}

export const koreanRules: LanguageRules = {
  withoutFillers: withoutKoreanFillers,
  tokens: koreanTokens,
  isQuestion: (text) =>
    questionEnd.test(text) || /\?\s*$/u.test(text) || bareQuestionEnd.test(text),
  isSmallQuestion: (text) => smallQuestions.test(text),
  isDecision,
  isProposal: (text) => proposals.test(text),
  isAgreement: (text) => agreements.test(text),
  isDeferral: (text) => deferrals.test(text),
  isShortAnswer: (text) => shortAnswers.test(text),
  isEmphasis: (text) => emphases.test(text),
  hasFigures: (text) => figures.test(text),
  isProgress: (text) => progress.test(text),
  actionForm,
  dueDay: koreanDueDay,
};
