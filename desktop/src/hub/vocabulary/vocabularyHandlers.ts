import type { HandlersOf } from '../rpc/handlers.ts';
import type { Vocabulary } from './Vocabulary.ts';

export interface VocabularyHandlerServices {
  readonly vocabulary: Vocabulary;
}

export function vocabularyHandlers({
  vocabulary,
}: VocabularyHandlerServices): HandlersOf<`vocabulary.${string}`> {
  return {
    'vocabulary.get': () => vocabulary.get(),
    'vocabulary.update': ({ terms, rules }) =>
      vocabulary.update({
        ...(terms === undefined ? {} : { terms }),
        ...(rules === undefined ? {} : { rules }),
      }),
    'vocabulary.answerSuggestion': ({ rule, accept }) => vocabulary.answer(rule, accept),
  };
}
