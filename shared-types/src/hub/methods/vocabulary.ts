import { z } from 'zod';
import { replacementRuleSchema, vocabularySchema, vocabularyStateSchema } from '../vocabulary.ts';
import { nothing } from './common.ts';

/** What helps the recognition know a person's world. Changes are told by the event `vocabulary`. */
export const vocabularyMethods = {
  'vocabulary.get': { params: nothing, result: vocabularyStateSchema },
  /** What is left out stays as it is. */
  'vocabulary.update': { params: vocabularySchema.partial(), result: vocabularyStateSchema },
  /** Answers a suggestion: it becomes a rule, or is never made again. */
  'vocabulary.answerSuggestion': {
    params: z.object({ rule: replacementRuleSchema, accept: z.boolean() }),
    result: vocabularyStateSchema,
  },
} as const;
