import { expect, it } from 'vitest';
import { ConfabError } from '@confab/shared-types';
import type { FromTranscriber } from '@confab/shared-types';
import { Transcriber } from './Transcriber.ts';

function open() {
  const messages: FromTranscriber[] = [];
  const waiting: (() => void)[] = [];
  const transcriber = new Transcriber({
    emit: (message) => {
      messages.push(message);
      waiting.shift()?.();
    },
    loadModel: () =>
      Promise.reject(new ConfabError('model-file-missing', 'onnx/encoder_model.onnx')),
    createDetector: () => Promise.reject(new Error('no detector')),
    onBroken: () => undefined,
    now: () => 0,
  });
  const ask = async (message: unknown): Promise<FromTranscriber | undefined> => {
    const answered = new Promise<void>((resolve) => waiting.push(resolve));
    transcriber.receive(message);
    await answered;
    return messages.at(-1);
  };
  return { ask };
}

it('answers what it cannot understand or do with a code, and goes on', async () => {
  const { ask } = open();
  expect(await ask('hello')).toMatchObject({ error: { code: 'malformed-message' } });
  expect(await ask({ type: 'audio', session: 's', firstSample: 0, samples: [1] })).toMatchObject({
    error: { code: 'malformed-message' },
  });
  expect(await ask({ type: 'start', session: 's', language: 'en' })).toEqual({
    type: 'failed',
    session: 's',
    error: { code: 'model-missing' },
  });
  expect(await ask({ type: 'stop', session: 's' })).toMatchObject({
    session: 's',
    error: { code: 'not-found' },
  });
  expect(await ask({ type: 'load', modelFolder: '/nowhere' })).toEqual({
    type: 'failed',
    error: { code: 'model-file-missing', detail: 'onnx/encoder_model.onnx' },
  });
  expect(await ask({ type: 'transcribe', job: 'j', language: 'ko' })).toMatchObject({
    job: 'j',
    error: { code: 'model-missing' },
  });
});
