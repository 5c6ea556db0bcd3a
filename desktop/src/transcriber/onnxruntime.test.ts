import { createRequire } from 'node:module';
import { expect, it } from 'vitest';

it('is one copy: two in one process overwrite each other', () => {
  const require = createRequire(import.meta.url);
  const transformers = createRequire(require.resolve('@huggingface/transformers'));
  expect(transformers.resolve('onnxruntime-node')).toBe(require.resolve('onnxruntime-node'));
});
