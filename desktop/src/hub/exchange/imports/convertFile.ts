import type { Block, ImportSource } from '@confab/shared-types';
import { blockText } from '@confab/shared-types';
import type { ConvertedPage } from './ConvertedPage.ts';
import { htmlToBlocks } from './htmlToBlocks.ts';
import { markdownToBlocks } from './markdownToBlocks.ts';
import { parseCsv } from './parseCsv.ts';
import type { PageFormat } from './planPages.ts';

export interface ConvertOptions {
  readonly format: PageFormat;
  /** Name of the file, without what is not part of it. */
  readonly name: string;
  readonly source: Exclude<ImportSource, 'auto'>;
}

export interface TitledPage extends ConvertedPage {
  readonly title: string;
}

/** A file as a page: its title, and its blocks without the heading that only repeats it. */
export function convertFile(text: string, { format, name, source }: ConvertOptions): TitledPage {
  // In an Obsidian vault the file's name is the title, and a heading is one like any other.
  const isVault = source === 'obsidian';
  const keepLineBreaks = isVault || source === 'notion';
  const page = convert(
    text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'),
    format,
    keepLineBreaks,
  );
  const [first, ...others] = page.blocks;
  const heading = first?.type === 'heading' && first.props?.['level'] === undefined ? first : null;
  const words = heading === null ? '' : blockText(heading).trim();
  if (page.title !== null) {
    // An HTML file says its title twice; in Markdown's front matter it is said apart.
    const repeated = format === 'html' && words === page.title;
    return { ...page, title: page.title.slice(0, 500), blocks: repeated ? others : page.blocks };
  }
  const isTitle = words !== '' && (!isVault || words === name);
  if (!isTitle) return { ...page, title: name.slice(0, 500) };
  const blocks = [...(heading?.children ?? []), ...others];
  return { ...page, title: words.slice(0, 500), blocks };
}

function convert(text: string, format: PageFormat, keepLineBreaks: boolean): ConvertedPage {
  switch (format) {
    case 'markdown':
      return markdownToBlocks(text, { keepLineBreaks });
    case 'html':
      return htmlToBlocks(text);
    case 'csv':
      return csvToBlocks(text);
    case 'text':
      return { title: null, icon: null, blocks: linesToBlocks(text), losses: [] };
  }
}

function linesToBlocks(text: string): Block[] {
  const lines = text.trimEnd().split('\n');
  return lines.map((line) => ({
    type: 'paragraph',
    ...(line === '' ? {} : { content: [{ text: line }] }),
  }));
}

function csvToBlocks(text: string): ConvertedPage {
  const rows = parseCsv(text);
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width === 0) return { title: null, icon: null, blocks: [], losses: [] };
  const cells = rows.map((row, index) =>
    Array.from({ length: width }, (_, column) => ({
      content: (row[column] ?? '') === '' ? [] : [{ text: row[column] ?? '' }],
      ...(index === 0 ? { header: true } : {}),
    })),
  );
  return {
    title: null,
    icon: null,
    blocks: [{ type: 'table', rows: cells }],
    losses: [{ what: 'database-as-table', detail: `${rows.length - 1}` }],
  };
}
