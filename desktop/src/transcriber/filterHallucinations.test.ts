import { describe, expect, it } from 'vitest';
import { echoesPrompt, isSilence, rejectText, repeatsPhrase } from './filterHallucinations.ts';

const sure = { averageLogProbability: -0.2, noSpeechProbability: 0.01 };

describe('rejectText', () => {
  it.each(['Yes.', 'Okay.', 'Thank you.', '네.', '3', 'No, no, no.'])('keeps %s', (text) => {
    expect(rejectText({ ...sure, text })).toBeNull();
  });

  it('keeps long ordinary speech', () => {
    const text =
      'I think that we should go through the list once more before lunch, because I think that ' +
      'two of the items on it were done last week and I think that nobody has told the others.';
    expect(rejectText({ ...sure, text })).toBeNull();
  });

  it.each(['', ' ', '...', '♪♪'])('finds nothing said in "%s"', (text) => {
    expect(rejectText({ ...sure, text })).toBe('empty');
  });

  it('drops a loop', () => {
    expect(rejectText({ ...sure, text: 'la '.repeat(60) })).toBe('compressible');
    expect(rejectText({ ...sure, text: 'see you next time '.repeat(3) })).toBe('repeating');
  });

  it('believes the model only when both its doubts agree', () => {
    const doubt = { averageLogProbability: -1.4, noSpeechProbability: 0.8 };
    expect(rejectText({ ...doubt, text: 'Thank you.' })).toBe('no-speech');
    expect(rejectText({ ...doubt, averageLogProbability: -0.3, text: 'Thank you.' })).toBeNull();
    expect(rejectText({ ...doubt, noSpeechProbability: 0.3, text: 'Thank you.' })).toBeNull();
  });
});

it('counts a phrase as repeated only when it follows itself', () => {
  expect(repeatsPhrase('one two three one two three one two three')).toBe(true);
  expect(repeatsPhrase('one two three four one two three five one two three')).toBe(false);
  expect(repeatsPhrase('a b a b a b')).toBe(false);
});

it('knows the prompt when it comes back', () => {
  const prompt = 'Yuna, Leo. We agreed on the simple login.';
  expect(echoesPrompt('we agreed on the simple login', prompt)).toBe(true);
  expect(echoesPrompt('we agreed on the network', prompt)).toBe(false);
  expect(echoesPrompt('Leo.', prompt)).toBe(false);
});

it('hears silence by its loudness', () => {
  expect(isSilence(new Float32Array(1600).fill(0.001))).toBe(true);
  expect(isSilence(new Float32Array(1600).fill(0.01))).toBe(false);
  expect(isSilence(new Float32Array(0))).toBe(true);
});
