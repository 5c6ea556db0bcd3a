import { parseArgs } from 'node:util';
import { transcriptFormatSchema } from '@confab/shared-types';
import type { TranscriptFormat } from '@confab/shared-types';
import { UsageError } from '../UsageError.ts';

export interface TranscribeRequest {
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly model: string;
  /** A language, or `auto`. */
  readonly language: string;
  /** With `auto`, what it can be; empty: all that the model knows. */
  readonly candidates: readonly string[];
  readonly format: TranscriptFormat;
  /** A folder for one file each; null: standard output. */
  readonly output: string | null;
}

/** Forms that are a file by themselves: one after the other they make no sense. */
const wholeFiles: ReadonlySet<TranscriptFormat> = new Set(['srt', 'vtt', 'docx']);

/** Throws a UsageError that says what is missing. */
export function readRequest(args: readonly string[]): TranscribeRequest {
  const { values, positionals: files } = readOptions(args);
  const { model, language, output = null } = values;
  if (files.length === 0)
    throw new UsageError('Name a file to transcribe, or - for what is piped in.');
  if (files.filter((file) => file === '-').length > 1) {
    throw new UsageError('Standard input can be read once only.');
  }
  if (model === undefined) throw new UsageError('Name the folder of a model with --model.');
  // Whisper takes everything for English that it is not told about.
  if (language === undefined) throw new UsageError('Say what is spoken with --language.');
  const format = transcriptFormatSchema.safeParse(values.format);
  if (!format.success) {
    const known = transcriptFormatSchema.options.join(', ');
    throw new UsageError(`There is no format "${values.format}"; there are ${known}.`);
  }
  if (output === null && format.data === 'docx') {
    throw new UsageError('Word files need a folder to be written to: name it with --output.');
  }
  if (output === null && files.length > 1 && wholeFiles.has(format.data)) {
    throw new UsageError('Several recordings make several files: name their folder with --output.');
  }
  const languages = language.toLowerCase().split(',');
  const [only = 'auto', ...others] = languages;
  return {
    files,
    model,
    language: others.length === 0 ? only : 'auto',
    candidates: others.length === 0 ? [] : languages,
    format: format.data,
    output,
  };
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        model: { type: 'string' },
        language: { type: 'string' },
        format: { type: 'string', default: 'txt' },
        output: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
