import { expect, it } from 'vitest';
import { agreeOnDraft, noAgreement } from './agreeOnDraft.ts';

function follow(...hypotheses: readonly string[]): [text: string, tentative: string][] {
  let agreement = noAgreement;
  return hypotheses.map((hypothesis) => {
    const draft = agreeOnDraft(agreement, hypothesis);
    agreement = draft.agreement;
    return [draft.text, draft.tentative];
  });
}

it('commits what two successive hypotheses share', () => {
  expect(follow('we need', 'we need to talk', 'we need to walk home')).toEqual([
    ['', 'we need'],
    ['we need', 'to talk'],
    ['we need to', 'walk home'],
  ]);
});

it('does not count case and punctuation, and never takes a word back', () => {
  expect(follow('Well. I', 'well, I think', 'Bell I', 'Bell I think so')).toEqual([
    ['', 'Well. I'],
    ['well, I', 'think'],
    ['well, I', ''],
    ['well, I', 'think so'],
  ]);
});

it('keeps what is committed when a hypothesis is empty', () => {
  expect(follow('회의는 다섯', '회의는 다섯 시에', '').at(-1)).toEqual(['회의는 다섯', '']);
});
