import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ConfabError, modelDtypeSchema } from '@confab/shared-types';
import type { ModelDtype } from '@confab/shared-types';
import { z } from 'zod';

/** Suffix of the ONNX files of each dtype, in the order in which one is picked: the exact first. */
const dtypeSuffixes: Readonly<Record<ModelDtype, string>> = {
  fp32: '',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  fp16: '_fp16',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4',
};
const dtypes = modelDtypeSchema.options.toSorted(
  (a, b) => Object.keys(dtypeSuffixes).indexOf(a) - Object.keys(dtypeSuffixes).indexOf(b),
);

const configFiles = [
  'config.json',
  'generation_config.json',
  'preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
] as const;
const parts = ['encoder_model', 'decoder_model_merged'] as const;
type Part = (typeof parts)[number];

const externalDataSchema = z.union([z.boolean(), z.number().int()]);
const configSchema = z.looseObject({
  model_type: z.literal('whisper'),
  d_model: z.number().int().positive(),
  'transformers.js_config': z
    .looseObject({
      use_external_data_format: z
        .union([externalDataSchema, z.record(z.string(), externalDataSchema)])
        .optional(),
    })
    .optional(),
});
const generationConfigSchema = z.looseObject({
  is_multilingual: z.boolean().optional(),
  lang_to_id: z.record(z.string(), z.number().int()).optional(),
});

export interface ModelFolder {
  readonly path: string;
  readonly name: string;
  readonly dtype: Readonly<Record<Part, ModelDtype>>;
  readonly languages: readonly string[];
  /** Longest stretch of speech that it is reliable on. */
  readonly windowSeconds: number;
  readonly takesPrompt: boolean;
  /** What has to be there, relative to the folder. */
  readonly files: readonly string[];
  readonly sizeBytes: number;
}

/** Below the width of whisper-tiny, the smallest model trained on half-minute windows and prompts. */
const smallestFullModel = 384;

/**
 * Checks a folder in the layout of transformers.js before anything is loaded from it.
 * Throws a ConfabError: `model-file-missing` (the detail is the missing file's path within the
 * folder), `model-invalid` (the detail says which file and why).
 */
export async function readModelFolder(
  folder: string,
  wantedDtype?: ModelDtype,
): Promise<ModelFolder> {
  const path = resolve(folder);
  if (!(await isFolder(path))) throw new ConfabError('model-missing', path);
  for (const file of configFiles) await requireFile(path, file);
  const config = await readJson(path, 'config.json', configSchema);
  const generation = await readJson(path, 'generation_config.json', generationConfigSchema);
  const dtype = await pickDtype(path, wantedDtype);

  const onnxFiles = parts.flatMap((part) => {
    const name = `${part}${dtypeSuffixes[dtype[part]]}.onnx`;
    return [`onnx/${name}`, ...externalDataFiles(config, part, name)];
  });
  const files = [...configFiles, ...onnxFiles];
  // One after the other: of several that are missing, the first is named every time.
  let sizeBytes = 0;
  for (const file of files) sizeBytes += await requireFile(path, file);
  const full = config.d_model >= smallestFullModel;
  return {
    path,
    name: basename(path),
    dtype,
    languages: languagesOf(generation),
    windowSeconds: full ? 28 : 12,
    takesPrompt: full,
    files,
    sizeBytes,
  };
}

/**
 * The files that make up a model of this dtype, of those there are. Throws `model-file-missing`,
 * whose detail names the first that lacks.
 */
export function pickModelFiles(there: Iterable<string>, dtype: ModelDtype): string[] {
  const found = new Set(there);
  const onnx = parts.map((part) => `onnx/${part}${dtypeSuffixes[dtype]}.onnx`);
  const needed = [...configFiles, ...onnx];
  const missing = needed.find((file) => !found.has(file));
  if (missing !== undefined) throw new ConfabError('model-file-missing', missing);
  const data = onnx.flatMap((name) =>
    [...found].filter(
      (file) => file.startsWith(`${name}_data`) && /^(_\d+)?$/.test(file.slice(name.length + 5)),
    ),
  );
  return [...needed, ...data];
}

/** The dtypes both parts of a model are there in, in the order in which one is picked. */
export async function dtypesIn(folder: string): Promise<ModelDtype[]> {
  const complete: ModelDtype[] = [];
  for (const dtype of dtypes) {
    const sizes = await Promise.all(
      parts.map((part) => sizeOf(join(folder, 'onnx', `${part}${dtypeSuffixes[dtype]}.onnx`))),
    );
    if (sizes.every((size) => size > 0)) complete.push(dtype);
  }
  return complete;
}

async function pickDtype(
  path: string,
  wanted: ModelDtype | undefined,
): Promise<ModelFolder['dtype']> {
  if (wanted !== undefined) return { encoder_model: wanted, decoder_model_merged: wanted };
  const found = {
    encoder_model: new Set<ModelDtype>(),
    decoder_model_merged: new Set<ModelDtype>(),
  };
  for (const part of parts) {
    for (const dtype of dtypes) {
      const size = await sizeOf(join(path, 'onnx', `${part}${dtypeSuffixes[dtype]}.onnx`));
      if (size > 0) found[part].add(dtype);
    }
  }
  const shared = dtypes.find((dtype) => parts.every((part) => found[part].has(dtype)));
  if (shared !== undefined) return { encoder_model: shared, decoder_model_merged: shared };
  const [encoder] = found.encoder_model;
  const [decoder] = found.decoder_model_merged;
  // Where one of the two is not there at all, the one that fits the other is what is missing.
  return {
    encoder_model: encoder ?? decoder ?? 'fp32',
    decoder_model_merged: decoder ?? encoder ?? 'fp32',
  };
}

/** Weights over 2 GB lie next to the ONNX file, named in config.json as transformers.js reads it. */
function externalDataFiles(
  config: z.infer<typeof configSchema>,
  part: Part,
  name: string,
): string[] {
  const format = config['transformers.js_config']?.use_external_data_format ?? false;
  const count = Number(typeof format === 'object' ? (format[name] ?? format[part] ?? 0) : format);
  return Array.from({ length: count }, (_, i) => `onnx/${name}_data${i === 0 ? '' : `_${i}`}`);
}

function languagesOf(generation: z.infer<typeof generationConfigSchema>): string[] {
  if (generation.is_multilingual === false || generation.lang_to_id === undefined) return ['en'];
  return Object.keys(generation.lang_to_id).map((token) => token.replace(/^<\||\|>$/g, ''));
}

async function readJson<T>(path: string, file: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readFile(join(path, file), 'utf8');
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new ConfabError('model-invalid', `${file}: ${reason}`, { cause: error });
  }
}

/** An empty file is what a broken download leaves: it counts as missing. */
async function requireFile(path: string, file: string): Promise<number> {
  const size = await sizeOf(join(path, file));
  if (size === 0) throw new ConfabError('model-file-missing', file);
  return size;
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(ignoreMissing);
  return found?.isFile() === true ? found.size : 0;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(ignoreMissing);
  return found?.isDirectory() === true;
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}
