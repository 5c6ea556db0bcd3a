import { ConfabError } from '@confab/shared-types';
import type { SummaryEndpoint } from '@confab/shared-types';
import { z } from 'zod';
import type { Outbound } from '../../outbound/Outbound.ts';
import type { ModelMessage, TextModel } from './TextModel.ts';

export interface EndpointModelOptions {
  readonly outbound: Outbound;
  /** As the person wrote it: it may lead into their own network because they named it. */
  readonly endpoint: SummaryEndpoint;
  /** Null: it wants none. */
  readonly key: string | null;
  /** Absent: two minutes, as small machines take that long. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 120_000;
const longestAnswer = 4_000;

/** The part of an answer we read; a model may answer with nothing. */
const completionSchema = z.object({
  choices: z
    .array(z.object({ message: z.object({ content: z.string().nullable().optional() }) }))
    .min(1),
});

/** A language model behind an OpenAI-compatible `chat/completions`. */
export class EndpointModel implements TextModel {
  /** About 6,000 tokens of English: even small models hold that with their answer. */
  readonly longestPrompt = 24_000;
  readonly #options: EndpointModelOptions;

  constructor(options: EndpointModelOptions) {
    this.#options = options;
  }

  async answer(messages: readonly ModelMessage[], signal: AbortSignal): Promise<string> {
    const { outbound, endpoint, key, timeoutMs = defaultTimeoutMs } = this.#options;
    const completion = await outbound.json(
      {
        method: 'POST',
        url: `${endpoint.url.replace(/\/+$/u, '')}/chat/completions`,
        ...(key === null ? {} : { headers: { authorization: `Bearer ${key}` } }),
        json: { model: endpoint.model, messages, temperature: 0.2, max_tokens: longestAnswer },
        timeoutMs,
        signal,
      },
      completionSchema,
    );
    const content = completion.choices[0]?.message.content ?? '';
    if (content.trim() === '') throw new ConfabError('malformed-message', 'an empty answer');
    return content;
  }
}
