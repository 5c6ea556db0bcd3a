import type { HubMethod, HubParams, VocabularyState } from '@confab/shared-types';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';

type Change = Extract<HubMethod, 'vocabulary.update' | 'vocabulary.answerSuggestion'>;

export interface VocabularyAnswer {
  /** Null until the hub has answered. */
  readonly state: VocabularyState | null;
  /** Words, in the person's language; null: nothing went wrong. */
  readonly failure: string | null;
  readonly change: <M extends Change>(method: M, params: HubParams<M>) => void;
}

/** The person's glossary, rules and suggestions. */
export function useVocabulary(): VocabularyAnswer {
  const { t } = useTranslation();
  const { hub } = useServices();
  const [state, setState] = useState<VocabularyState | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    hub.request('vocabulary.get', {}).then(setState, setFailure);
    return hub.on('vocabulary', setState);
  }, [hub]);
  return {
    state,
    failure: failure === null ? null : errorText(t, failure),
    change: (method, params) => {
      setFailure(null);
      hub.request(method, params).then(setState, setFailure);
    },
  };
}
