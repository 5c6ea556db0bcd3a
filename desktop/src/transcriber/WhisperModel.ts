import type { PreTrainedModel } from '@huggingface/transformers';
import {
  AutoProcessor,
  env,
  LogitsProcessorList,
  LogLevel,
  Tensor,
  WhisperForConditionalGeneration,
} from '@huggingface/transformers';
import { ConfabError } from '@confab/shared-types';
import type { LoadedModel, ModelDtype } from '@confab/shared-types';
import { z } from 'zod';
import { readModelFolder } from '../speech-model/modelFolder.ts';
import type { ModelFolder } from '../speech-model/modelFolder.ts';
import type { Recognition, RecognizeOptions, SpeechRecognizer } from './SpeechRecognizer.ts';
import { logSumExp, TokenConfidence } from './TokenConfidence.ts';
import { piecesFromTokens } from './whisperTokens.ts';

const sampleRate = 16_000;
/** Whisper's context: start tokens, prompt and text together. */
const contextTokens = 448;
/** The prompt may take half of the context; more makes the model lose the audio. */
const promptTokens = 224;
/** Fast speech in a language with many tokens a word; without a limit silence is filled with loops. */
const tokensPerSecond = 14;

const generationSchema = z.looseObject({
  decoder_start_token_id: z.number().int(),
  eos_token_id: z.union([z.number().int(), z.tuple([z.number().int()]).rest(z.number().int())]),
  no_timestamps_token_id: z.number().int(),
  prev_sot_token_id: z.number().int().optional(),
  is_multilingual: z.boolean().optional(),
  lang_to_id: z.record(z.string(), z.number().int()).optional(),
  task_to_id: z.looseObject({ transcribe: z.number().int() }).optional(),
  alignment_heads: z.array(z.tuple([z.number(), z.number()])).nullish(),
});

interface Tokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): number[];
  decode(tokens: number[], options: { skip_special_tokens: boolean }): string;
  convert_tokens_to_ids(tokens: string[]): (number | undefined)[];
}

interface Processor {
  (samples: Float32Array): Promise<{ input_features: Tensor }>;
  readonly tokenizer?: unknown;
}

export interface WhisperOptions {
  readonly dtype?: ModelDtype | undefined;
  /** Threads of one inference; where left out, onnxruntime takes all cores. */
  readonly threads?: number | undefined;
}

/** A Whisper model of a local folder, run by transformers.js on onnxruntime-node. */
export class WhisperModel implements SpeechRecognizer {
  readonly info: LoadedModel;
  readonly takesPrompt: boolean;
  readonly #model: PreTrainedModel;
  readonly #processor: Processor;
  readonly #tokenizer: Tokenizer;
  readonly #generation: z.infer<typeof generationSchema>;
  readonly #endOfText: number;
  readonly #noSpeechToken: number | undefined;
  /** Sees the logits of a generation's first step; set while one runs. */
  #onFirstLogits: ((logits: Tensor) => void) | null = null;

  /** Throws the errors of `readModelFolder`, `model-invalid` or `model-out-of-memory`. */
  static async load(folder: string, options: WhisperOptions = {}): Promise<WhisperModel> {
    const found = await readModelFolder(folder, options.dtype);
    env.allowRemoteModels = false;
    env.useFSCache = false;
    // What fails is thrown as well; printed, it would carry the tensors of what someone said.
    env.logLevel = LogLevel.NONE;
    try {
      const session = options.threads === undefined ? {} : { intraOpNumThreads: options.threads };
      const model = await WhisperForConditionalGeneration.from_pretrained(found.path, {
        dtype: found.dtype,
        local_files_only: true,
        session_options: session,
      });
      const processor = await AutoProcessor.from_pretrained(found.path, { local_files_only: true });
      return new WhisperModel(found, model, processor);
    } catch (error) {
      throw asModelError(error, 'model-invalid');
    }
  }

  constructor(folder: ModelFolder, model: PreTrainedModel, processor: Processor) {
    this.#model = model;
    this.#processor = processor;
    this.#tokenizer = processor.tokenizer as Tokenizer;
    this.#generation = generationSchema.parse(model.generation_config);
    const eos = this.#generation.eos_token_id;
    this.#endOfText = typeof eos === 'number' ? eos : eos[0];
    this.#noSpeechToken = this.#tokenizer
      .convert_tokens_to_ids(['<|nospeech|>', '<|nocaptions|>'])
      .find((id) => id !== undefined && id > this.#endOfText);
    this.takesPrompt = folder.takesPrompt && this.#generation.prev_sot_token_id !== undefined;
    const { encoder_model: encoder, decoder_model_merged: decoder } = folder.dtype;
    this.info = {
      name: folder.name,
      dtype: encoder === decoder ? encoder : `${encoder}+${decoder}`,
      languages: [...folder.languages],
      wordTimes: this.#readsAttention(),
      windowSeconds: folder.windowSeconds,
    };
    this.#watchFirstLogits();
  }

  async recognize(samples: Float32Array, options: RecognizeOptions): Promise<Recognition> {
    const start = this.#startTokens(options);
    const seconds = samples.length / sampleRate;
    const confidence = new TokenConfidence(this.#endOfText, options.signal);
    const processors = new LogitsProcessorList();
    processors.push(confidence);
    const words = options.words === true && this.info.wordTimes;
    let noSpeechProbability = 0;
    this.#onFirstLogits = (logits) => {
      noSpeechProbability = this.#noSpeechAt(logits, start.sotIndex);
    };
    try {
      options.signal?.throwIfAborted();
      const { input_features } = await this.#processor(samples);
      const output: unknown = await this.#model.generate({
        inputs: input_features,
        decoder_input_ids: start.tokens,
        logits_processor: processors,
        return_timestamps: true,
        max_new_tokens: Math.min(
          contextTokens - start.tokens.length,
          24 + Math.ceil(seconds * tokensPerSecond),
        ),
        // An encoder frame is 20 ms.
        ...(words ? { return_token_timestamps: true, num_frames: Math.ceil(seconds * 50) } : {}),
      });
      const { tokens, times } = readOutput(output, start.tokens.length);
      return {
        pieces: piecesFromTokens({
          tokens,
          times,
          endOfText: this.#endOfText,
          timestampBegin: this.#generation.no_timestamps_token_id + 1,
          decode: (ids) => this.#tokenizer.decode([...ids], { skip_special_tokens: true }),
          seconds,
        }),
        averageLogProbability: confidence.average,
        noSpeechProbability,
      };
    } catch (error) {
      if (options.signal?.aborted === true) throw options.signal.reason;
      throw asModelError(error, 'internal');
    } finally {
      this.#onFirstLogits = null;
    }
  }

  async dispose(): Promise<void> {
    await this.#model.dispose();
  }

  /** `<|startofprev|> prompt <|startoftranscript|> <|en|> <|transcribe|>` */
  #startTokens(options: RecognizeOptions): { tokens: number[]; sotIndex: number } {
    const generation = this.#generation;
    if (!this.info.languages.includes(options.language)) {
      throw new ConfabError('language-unsupported', options.language);
    }
    const tokens: number[] = [];
    const prompt = options.prompt?.trim() ?? '';
    if (this.takesPrompt && prompt !== '' && generation.prev_sot_token_id !== undefined) {
      const ids = this.#tokenizer.encode(` ${prompt}`, { add_special_tokens: false });
      tokens.push(generation.prev_sot_token_id, ...ids.slice(1 - promptTokens));
    }
    const sotIndex = tokens.push(generation.decoder_start_token_id) - 1;
    const language = generation.lang_to_id?.[`<|${options.language}|>`];
    if (generation.is_multilingual !== false && language !== undefined) {
      tokens.push(language);
      if (generation.task_to_id !== undefined) tokens.push(generation.task_to_id.transcribe);
    }
    return { tokens, sotIndex };
  }

  /** Word times need cross-attentions as outputs and to know which heads follow the audio. */
  #readsAttention(): boolean {
    const heads = this.#generation.alignment_heads ?? [];
    const sessions = this.#model.sessions as Record<string, { outputNames?: readonly string[] }>;
    const outputs = sessions['decoder_model_merged']?.outputNames ?? [];
    return heads.length > 0 && outputs.some((name) => name.startsWith('cross_attentions'));
  }

  /**
   * The library gives no no-speech probability, but its first decoder step computes the logits
   * after every start token, `<|startoftranscript|>` included: they are read on the way.
   */
  #watchFirstLogits(): void {
    const forward = this.#model.forward.bind(this.#model);
    this.#model.forward = async (inputs: unknown): Promise<{ logits: Tensor }> => {
      const outputs = (await forward(inputs)) as { logits: Tensor };
      this.#onFirstLogits?.(outputs.logits);
      this.#onFirstLogits = null;
      return outputs;
    };
  }

  #noSpeechAt(logits: Tensor, position: number): number {
    if (this.#noSpeechToken === undefined || (logits.dims[1] ?? 0) <= position) return 0;
    const row = logits.slice(0, position, null).to('float32').data as Float32Array;
    return Math.exp((row[this.#noSpeechToken] ?? -Infinity) - logSumExp(row));
  }
}

function readOutput(
  output: unknown,
  startLength: number,
): { tokens: number[]; times: number[] | undefined } {
  if (output instanceof Tensor) return { tokens: firstRow(output, startLength), times: undefined };
  const { sequences, token_timestamps } = output as { sequences: Tensor; token_timestamps: Tensor };
  return {
    tokens: firstRow(sequences, startLength),
    times: firstRow(token_timestamps, startLength),
  };
}

function firstRow(tensor: Tensor, from: number): number[] {
  return Array.from(tensor.data as Iterable<number | bigint>, Number).slice(from);
}

function asModelError(error: unknown, code: 'model-invalid' | 'internal'): ConfabError {
  if (error instanceof ConfabError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const outOfMemory = /bad_alloc|out of memory|failed to allocate|array buffer allocation/i;
  return new ConfabError(
    outOfMemory.test(detail) ? 'model-out-of-memory' : code,
    detail.slice(0, 1000),
    {
      cause: error,
    },
  );
}
