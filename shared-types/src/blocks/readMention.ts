import { pageIdSchema, personIdSchema } from '../ids.ts';
import type { InlineRun } from './Block.ts';

const dateForm = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/;

/** A mention by the attributes of its node; the text it showed where it names nothing. */
export function readMention(attributes: Readonly<Record<string, unknown>>): InlineRun {
  const { kind, target } = attributes;
  const label = typeof attributes['label'] === 'string' ? attributes['label'] : '';
  if (typeof target !== 'string') return { text: label };
  if (kind === 'page' && pageIdSchema.safeParse(target).success) {
    return { mention: { kind, target, label } };
  }
  if (kind === 'person' && personIdSchema.safeParse(target).success) {
    return { mention: { kind, target, label } };
  }
  if (kind === 'date' && dateForm.test(target)) return { mention: { kind, target, label } };
  return { text: label };
}
