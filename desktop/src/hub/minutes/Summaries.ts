import { ConfabError } from '@confab/shared-types';
import type {
  MinutesSummary,
  PageSummary,
  Preferences,
  SummaryKey,
  SummaryMethod,
} from '@confab/shared-types';
import type { SecretStore } from '../../shell/Host.ts';
import type { Outbound } from '../outbound/Outbound.ts';
import { EndpointModel } from './models/EndpointModel.ts';
import { ModelSummariser } from './models/ModelSummariser.ts';
import { extractiveSummariser } from './Summariser.ts';
import type { Summariser, SummaryProgress, WordsOfCall } from './Summariser.ts';

export interface SummariesOptions {
  readonly preferences: () => Pick<Preferences, 'summaryMethod' | 'summaryEndpoint'>;
  readonly secrets: SecretStore;
  readonly outbound: Outbound;
}

export interface MadeSummary {
  readonly summary: MinutesSummary;
  /** How it was made in the end. */
  readonly method: SummaryMethod;
  /** Why it was not made as it was to be; null: it was. */
  readonly failure: string | null;
  /** Where the words were sent for it. */
  readonly endpoint: PageSummary['endpoint'] | null;
}

const keyName = 'summary-endpoint-key';

/** Summaries as the person set them up; always one, if need be from sentences as they were said. */
export class Summaries {
  readonly #options: SummariesOptions;

  constructor(options: SummariesOptions) {
    this.#options = options;
  }

  /** `method` absent: as the preferences say. Rejects with `cancelled` alone. */
  async make(
    words: WordsOfCall,
    method: SummaryMethod | undefined,
    signal: AbortSignal,
    onProgress?: SummaryProgress,
  ): Promise<MadeSummary> {
    const { summaryMethod, summaryEndpoint } = this.#options.preferences();
    const wanted = method ?? summaryMethod;
    try {
      const summariser = await this.#summariser(wanted);
      const summary = await summariser.summarise(words, signal, onProgress);
      const asked = wanted === 'endpoint' ? summaryEndpoint : null;
      return {
        ...{ summary, method: wanted, failure: null },
        endpoint: asked === null ? null : { host: new URL(asked.url).hostname, model: asked.model },
      };
    } catch (error) {
      if (signal.aborted) throw new ConfabError('cancelled');
      if (wanted === 'extractive' || !(error instanceof ConfabError)) throw error;
      const summary = await extractiveSummariser.summarise(words, signal);
      return { summary, method: 'extractive', failure: error.code, endpoint: null };
    }
  }

  /** Asks the endpoint for one word; rejects with what is wrong. */
  async tryEndpoint(): Promise<void> {
    const model = await this.#endpoint();
    const messages = [{ role: 'user', content: 'Answer with the word: ready' }] as const;
    await model.answer(messages, new AbortController().signal);
  }

  async key(): Promise<SummaryKey> {
    const { secrets } = this.#options;
    return { set: (await secrets.get(keyName)) !== null, protection: secrets.protection };
  }

  /** Null: forgets it. */
  async setKey(key: string | null): Promise<SummaryKey> {
    const { secrets } = this.#options;
    if (key === null) await secrets.delete(keyName);
    else await secrets.set(keyName, key);
    return await this.key();
  }

  async #summariser(method: SummaryMethod): Promise<Summariser> {
    switch (method) {
      case 'extractive':
        return extractiveSummariser;
      case 'endpoint':
        return new ModelSummariser(await this.#endpoint());
    }
  }

  async #endpoint(): Promise<EndpointModel> {
    const { preferences, secrets, outbound } = this.#options;
    const endpoint = preferences().summaryEndpoint;
    if (endpoint === null) throw new ConfabError('not-found', 'no endpoint is set up');
    return new EndpointModel({ outbound, endpoint, key: await secrets.get(keyName) });
  }
}
