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
import type {
  ChooseLanguage,
  Recognition,
  RecognizeOptions,
  SpeechRecognizer,
} from './SpeechRecognizer.ts';
import { asModelError } from './asModelError.ts';
import { fetchOnlyNeeded } from './fetchOnlyNeeded.ts';
import type { DecoderSession } from './fetchOnlyNeeded.ts';
import { LogMelSpectrogram } from './LogMelSpectrogram.ts';
import type { SpectrogramConfig } from './LogMelSpectrogram.ts';
import { languageProbabilities, noSpeechProbability } from './startLogits.ts';
import type { StartTokens } from './startLogits.ts';
import { TokenConfidence } from './TokenConfidence.ts';
import { readOutput, rowAt } from './readOutput.ts';
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
  readonly tokenizer?: unknown;
  readonly feature_extractor?: unknown;
}

interface EncoderSession {
  run(feeds: { input_features: unknown }): Promise<{ last_hidden_state: never }>;
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
  readonly #spectrogram: LogMelSpectrogram;
  readonly #tokenizer: Tokenizer;
  readonly #generation: z.infer<typeof generationSchema>;
  readonly #endOfText: number;
  readonly #startTokens: StartTokens;
  /** Whether what runs asks for times of words. */
  #wantsAttention = false;
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
    // What has been heard once can be decoded twice: for its language, then for its words.
    this.#model.forward_params = [...this.#model.forward_params, 'encoder_outputs'];
    const { config } = processor.feature_extractor as { config: SpectrogramConfig };
    this.#spectrogram = new LogMelSpectrogram(config);
    this.#tokenizer = processor.tokenizer as Tokenizer;
    this.#generation = generationSchema.parse(model.generation_config);
    const eos = this.#generation.eos_token_id;
    this.#endOfText = typeof eos === 'number' ? eos : eos[0];
    this.#startTokens = {
      languages: languageTokens(this.#generation.lang_to_id),
      noSpeech: this.#tokenizer
        .convert_tokens_to_ids(['<|nospeech|>', '<|nocaptions|>'])
        .find((id) => id !== undefined && id > this.#endOfText),
    };
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
    const { decoder_model_merged: session } = model.sessions as Record<string, DecoderSession>;
    if (session !== undefined) fetchOnlyNeeded(session, () => this.#wantsAttention);
  }

  async recognize(samples: Float32Array, options: RecognizeOptions): Promise<Recognition> {
    const { signal, prompt } = options;
    try {
      signal?.throwIfAborted();
      const features = this.#spectrogram.of(samples);
      const { language, encoded } = await this.#chooseLanguage(features, options.language);
      signal?.throwIfAborted();
      const start = this.#startSequence(language, prompt);
      const confidence = new TokenConfidence(this.#endOfText, signal);
      const processors = new LogitsProcessorList();
      processors.push(confidence);
      let noSpeech = 0;
      this.#onFirstLogits = (logits) => {
        const row = rowAt(logits, start.sotIndex);
        if (row !== null) noSpeech = noSpeechProbability(row, this.#startTokens);
      };
      const seconds = samples.length / sampleRate;
      const words = options.words === true && this.info.wordTimes;
      this.#wantsAttention = words;
      const output: unknown = await this.#model.generate({
        inputs: features,
        ...(encoded === undefined ? {} : { encoder_outputs: encoded }),
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
      return {
        pieces: this.#piecesOf(output, start.tokens.length, seconds),
        language,
        averageLogProbability: confidence.average,
        noSpeechProbability: noSpeech,
      };
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      throw asModelError(error, 'internal');
    } finally {
      this.#onFirstLogits = null;
      this.#wantsAttention = false;
    }
  }

  #piecesOf(output: unknown, startLength: number, seconds: number): Recognition['pieces'] {
    return piecesFromTokens({
      ...readOutput(output, startLength),
      endOfText: this.#endOfText,
      timestampBegin: this.#generation.no_timestamps_token_id + 1,
      decode: (ids) => this.#tokenizer.decode([...ids], { skip_special_tokens: true }),
      seconds,
    });
  }

  /**
   * Where the language is open, what the model says after `<|startoftranscript|>` alone decides. The
   * encoder's work is kept for the words.
   */
  async #chooseLanguage(
    features: Tensor,
    wanted: string | ChooseLanguage,
  ): Promise<{ language: string; encoded?: Tensor }> {
    if (typeof wanted === 'string') return { language: wanted };
    const [only] = this.info.languages;
    if (this.info.languages.length === 1 && only !== undefined) return { language: only };
    const encoded = await this.#encode(features);
    const sot = BigInt64Array.of(BigInt(this.#generation.decoder_start_token_id));
    const { logits } = (await this.#model.forward({
      encoder_outputs: encoded,
      decoder_input_ids: new Tensor('int64', sot, [1, 1]),
    })) as { logits: Tensor };
    const row = rowAt(logits, 0) ?? new Float32Array();
    return { language: wanted(languageProbabilities(row, this.#startTokens)), encoded };
  }

  async #encode(features: Tensor): Promise<Tensor> {
    const sessions = this.#model.sessions as Record<string, EncoderSession>;
    const encoder = sessions['model'];
    if (encoder === undefined) throw new ConfabError('model-invalid', 'no encoder');
    const { last_hidden_state: encoded } = await encoder.run({
      input_features: features.ort_tensor,
    });
    return new Tensor(encoded);
  }

  async dispose(): Promise<void> {
    await this.#model.dispose();
  }

  /** `<|startofprev|> prompt <|startoftranscript|> <|en|> <|transcribe|>` */
  #startSequence(
    spoken: string,
    prompt: string | undefined,
  ): { tokens: number[]; sotIndex: number } {
    const generation = this.#generation;
    if (!this.info.languages.includes(spoken)) {
      throw new ConfabError('language-unsupported', spoken);
    }
    const tokens: number[] = [];
    const before = prompt?.trim() ?? '';
    if (this.takesPrompt && before !== '' && generation.prev_sot_token_id !== undefined) {
      const ids = this.#tokenizer.encode(` ${before}`, { add_special_tokens: false });
      tokens.push(generation.prev_sot_token_id, ...ids.slice(1 - promptTokens));
    }
    const sotIndex = tokens.push(generation.decoder_start_token_id) - 1;
    const language = this.#startTokens.languages[spoken];
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
}

/** Languages as people write them, `en`, for the tokens `<|en|>`. */
function languageTokens(ids: Readonly<Record<string, number>> = {}): Record<string, number> {
  return Object.fromEntries(
    Object.entries(ids).map(([token, id]) => [token.replace(/^<\||\|>$/g, ''), id]),
  );
}
