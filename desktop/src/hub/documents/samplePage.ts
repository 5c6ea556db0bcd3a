import type { Block, Language, WorkspaceId } from '@confab/shared-types';
import { z } from 'zod';
import type { Documents } from './Documents.ts';
import { createPage } from '../pages/createPage.ts';
import english from './samplePage.en.json' with { type: 'json' };
import korean from './samplePage.ko.json' with { type: 'json' };

const blockSchema = z.object({
  type: z.enum(['paragraph', 'heading', 'bulletListItem', 'checkListItem', 'quote']),
  props: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  content: z
    .array(
      z.object({
        text: z.string(),
        styles: z.array(z.enum(['bold', 'italic', 'code'])).default([]),
      }),
    )
    .default([]),
});

const sampleSchema = z.object({
  workspace: z.string(),
  copy: z.string(),
  title: z.string(),
  blocks: z.array(blockSchema),
});

export interface SamplePage {
  /** Name of the workspace a new profile begins with. */
  readonly workspace: string;
  /** What is put after the title of a saved copy. */
  readonly copy: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export function samplePage(language: Language): SamplePage {
  return sampleSchema.parse(language === 'ko' ? korean : english);
}

/** Puts the page that teaches by being edited into a new workspace. */
export async function createSamplePage(
  documents: Documents,
  workspace: WorkspaceId,
  { title, blocks }: SamplePage,
): Promise<void> {
  await createPage(documents, { workspace, parent: null, title, kind: 'page', blocks });
}
