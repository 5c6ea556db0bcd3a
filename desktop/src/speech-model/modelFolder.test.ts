import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readModelFolder } from './modelFolder.ts';

const fixture = join(import.meta.dirname, '../../fixtures/whisper-mini');
let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'confab-model-'));
  folder = join(root, 'my model');
  await cp(fixture, folder, { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

describe('readModelFolder', () => {
  it('reads what is in a folder', async () => {
    const found = await readModelFolder(folder);
    expect(found).toMatchObject({
      name: 'my model',
      dtype: { encoder_model: 'fp32', decoder_model_merged: 'fp32' },
      languages: ['en', 'ko'],
      windowSeconds: 12,
      takesPrompt: false,
    });
    expect(found.files).toHaveLength(7);
    expect(found.sizeBytes).toBeGreaterThan(9_000_000);
  });

  it.each([
    'config.json',
    'generation_config.json',
    'preprocessor_config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    'onnx/encoder_model.onnx',
    'onnx/decoder_model_merged.onnx',
  ])('names %s when it is missing or empty', async (file) => {
    await writeFile(join(folder, file), '');
    const missing = { code: 'model-file-missing', detail: file };
    await expect(readModelFolder(folder)).rejects.toMatchObject(missing);
    await rm(join(folder, file));
    await expect(readModelFolder(folder)).rejects.toMatchObject(missing);
  });

  it('takes what dtypes there are, and names the file of a wanted one', async () => {
    const onnx = join(folder, 'onnx');
    await rename(join(onnx, 'encoder_model.onnx'), join(onnx, 'encoder_model_fp16.onnx'));
    await rename(
      join(onnx, 'decoder_model_merged.onnx'),
      join(onnx, 'decoder_model_merged_quantized.onnx'),
    );
    expect((await readModelFolder(folder)).dtype).toEqual({
      encoder_model: 'fp16',
      decoder_model_merged: 'q8',
    });
    await expect(readModelFolder(folder, 'q4')).rejects.toMatchObject({
      code: 'model-file-missing',
      detail: 'onnx/encoder_model_q4.onnx',
    });
  });

  it('wants the weights that lie next to the ONNX file', async () => {
    const config = {
      model_type: 'whisper',
      d_model: 1280,
      'transformers.js_config': { use_external_data_format: { 'encoder_model.onnx': true } },
    };
    await writeFile(join(folder, 'config.json'), JSON.stringify(config));
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      detail: 'onnx/encoder_model.onnx_data',
    });
    await writeFile(join(folder, 'onnx/encoder_model.onnx_data'), 'weights');
    expect(await readModelFolder(folder)).toMatchObject({ windowSeconds: 28, takesPrompt: true });
  });

  it('says what is wrong with a foreign or broken folder', async () => {
    await writeFile(join(folder, 'config.json'), '{"model_type":"bert","d_model":3}');
    await expect(readModelFolder(folder)).rejects.toMatchObject({ code: 'model-invalid' });
    await writeFile(join(folder, 'config.json'), '{"model_ty');
    await expect(readModelFolder(folder)).rejects.toThrow(/config\.json/);
    await expect(readModelFolder(join(root, 'none'))).rejects.toMatchObject({
      code: 'model-missing',
    });
  });
});
