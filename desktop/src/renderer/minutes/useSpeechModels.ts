import type { SpeechModel } from '@confab/shared-types';
import { useCallback, useEffect, useState } from 'react';
import { useHub } from '../app/AppContext.ts';

export interface SpeechModelList {
  /** Null until the hub has answered. */
  readonly list: readonly SpeechModel[] | null;
  readonly failure: unknown;
  readonly reload: () => void;
  readonly add: (model: SpeechModel) => void;
  /** Removes a model from this device; rejects with a ConfabError. */
  readonly remove: (model: SpeechModel) => Promise<void>;
}

/** The speech models of this profile. */
export function useSpeechModels(): SpeechModelList {
  const hub = useHub();
  const [list, setList] = useState<readonly SpeechModel[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const reload = useCallback(() => {
    hub.request('speech.models', {}).then((models) => {
      setList(models);
      setFailure(null);
    }, setFailure);
  }, [hub]);
  useEffect(reload, [reload]);
  const without = (id: string): readonly SpeechModel[] =>
    (list ?? []).filter((model) => model.id !== id);
  return {
    list,
    failure,
    reload,
    add: (model) => setList([...without(model.id), model]),
    remove: async (model) => {
      await hub.request('speech.removeModel', { model: model.id });
      setList(without(model.id));
    },
  };
}
