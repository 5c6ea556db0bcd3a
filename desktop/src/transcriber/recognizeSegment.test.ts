import { expect, it } from 'vitest';
import { recognizeSegment } from './recognizeSegment.ts';
import type { RecognizeOptions, SpeechRecognizer } from './SpeechRecognizer.ts';

const loud = new Float32Array(16_000).fill(0.1);
const prompt = 'Nina, Leo. We agreed on the simple login.';

/** Answers what it is told to, by the prompt it gets. */
function recognizer(withPrompt: string, without: string, noSpeechProbability = 0) {
  const asked: (string | undefined)[] = [];
  const model: SpeechRecognizer = {
    info: { name: 'm', dtype: 'none', languages: ['en'], wordTimes: false, windowSeconds: 28 },
    takesPrompt: true,
    recognize: (samples: Float32Array, options: RecognizeOptions) => {
      asked.push(options.prompt);
      const text = (options.prompt ?? '') === '' ? without : withPrompt;
      return Promise.resolve({
        pieces: text === '' ? [] : [{ text, startSample: 0, endSample: samples.length }],
        language: 'en',
        averageLogProbability: noSpeechProbability > 0 ? -1.5 : -0.1,
        noSpeechProbability,
      });
    },
    dispose: () => Promise.resolve(),
  };
  return { model, asked };
}

it('believes the audio alone where the model gives the prompt back', async () => {
  const { model, asked } = recognizer('we agreed on the simple login', 'we met');
  const heard = await recognizeSegment(model, loud, { language: 'en', prompt });
  expect(heard?.text).toBe('we met');
  expect(asked).toEqual([prompt, undefined]);
});

it('drops an echo of nothing, and keeps words of the prompt that were really said', async () => {
  const echo = recognizer('we agreed on the simple login', '');
  expect(await recognizeSegment(echo.model, loud, { language: 'en', prompt })).toBeNull();
  const said = recognizer('we agreed on the simple login', 'We agreed on the simple login.');
  expect((await recognizeSegment(said.model, loud, { language: 'en', prompt }))?.text).toBe(
    'We agreed on the simple login.',
  );
});

it('does not ask the model about silence, nor believes it where it doubts itself', async () => {
  const { model, asked } = recognizer('Thank you.', 'Thank you.');
  const quiet = new Float32Array(16_000).fill(0.002);
  expect(await recognizeSegment(model, quiet, { language: 'en' })).toBeNull();
  expect(asked).toEqual([]);
  const doubting = recognizer('Thank you.', 'Thank you.', 0.7);
  expect(await recognizeSegment(doubting.model, loud, { language: 'en' })).toBeNull();
});
