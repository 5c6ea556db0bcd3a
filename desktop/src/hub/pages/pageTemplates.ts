import { calloutKinds } from '@confab/shared-types';
import type { Block, BlockType, Language, PageTemplate } from '@confab/shared-types';
import { z } from 'zod';
import english from './pageTemplates.en.json' with { type: 'json' };
import korean from './pageTemplates.ko.json' with { type: 'json' };

const runSchema = z.object({
  text: z.string(),
  styles: z.array(z.enum(['bold', 'italic', 'code'])).default([]),
});
const lineSchema = z.union([
  z.string().transform((text) => [{ text, styles: [] }]),
  z.array(runSchema),
]);

const blockSchema = z.union([
  z.object({ heading: z.string() }).transform(({ heading }): Block => ({
    type: 'heading',
    props: { level: 2 },
    content: [{ text: heading }],
  })),
  z
    .object({ callout: lineSchema, kind: z.enum(calloutKinds) })
    .transform(({ callout, kind }): Block => ({
      type: 'callout',
      props: { kind },
      content: callout,
    })),
  z.object({ table: z.array(z.array(z.string())) }).transform(({ table }): Block => ({
    type: 'table',
    rows: table.map((cells, row) =>
      cells.map((text) => ({
        content: text === '' ? [] : [{ text }],
        ...(row === 0 ? { header: true } : {}),
      })),
    ),
  })),
  lineBlock('paragraph', 'paragraph'),
  lineBlock('todo', 'checkListItem'),
  lineBlock('bullet', 'bulletListItem'),
  lineBlock('number', 'numberedListItem'),
  lineBlock('toggle', 'toggleListItem'),
]);

const templateSchema = z.object({
  icon: z.string(),
  title: z.string(),
  blocks: z.array(blockSchema),
});
const templatesSchema = z.object({
  meeting: templateSchema,
  project: templateSchema,
  'study-plan': templateSchema,
});

export interface TemplatePage {
  readonly icon: string;
  /** Given to a page that is made without a title. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What a page made from a template begins with. */
export function pageTemplate(template: PageTemplate, language: Language): TemplatePage {
  return templatesSchema.parse(language === 'ko' ? korean : english)[template];
}

/** One line of text as `{ "<name>": … }`. */
function lineBlock<Name extends string>(name: Name, type: BlockType) {
  return z.object({ [name]: lineSchema }).transform((written): Block => {
    const content = Object.values(written)[0] ?? [];
    return content.every(({ text }) => text === '') ? { type } : { type, content };
  });
}
