import { z } from 'zod';

/** A word that is always heard wrongly, and what it should be. */
export const replacementRuleSchema = z.object({
  from: z.string().trim().min(1).max(100),
  to: z.string().trim().min(1).max(100),
});
export type ReplacementRule = z.infer<typeof replacementRuleSchema>;

/** What helps the recognition know a person's world. Names of members and pages come by themselves. */
export const vocabularySchema = z.object({
  terms: z.array(z.string().trim().min(1).max(60)).max(500),
  rules: z.array(replacementRuleSchema).max(500),
});
export type Vocabulary = z.infer<typeof vocabularySchema>;

/** With what the person's corrections suggest and they have not answered yet. */
export const vocabularyStateSchema = vocabularySchema.extend({
  suggestions: z.array(replacementRuleSchema),
});
export type VocabularyState = z.infer<typeof vocabularyStateSchema>;
