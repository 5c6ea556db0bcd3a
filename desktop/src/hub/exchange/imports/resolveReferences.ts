import { inlineText, pageLink, stringProp } from '@confab/shared-types';
import type { Block, InlineRun, PageId, StyledText, WorkspaceId } from '@confab/shared-types';
import type { FileLoss } from './ConvertedPage.ts';
import { blockTypeOfFile } from './mediaType.ts';
import { shownAddress, shownName } from './Targets.ts';
import type { Target } from './Targets.ts';

export interface References {
  readonly workspace: WorkspaceId;
  readonly find: (address: string) => Target;
  readonly titleOf: (page: PageId) => string;
  /** Stores an attachment; answers its `url` in blocks, null when it could not be kept (and says so). */
  readonly keep: (
    target: Target & { kind: 'file' | 'data' },
    name: string,
  ) => Promise<string | null>;
  readonly lose: (what: FileLoss['what'], detail: string) => void;
}

/** Blocks whose links and media lead to what was imported with them. */
export async function resolveReferences(
  blocks: readonly Block[],
  references: References,
): Promise<Block[]> {
  const resolved: Block[] = [];
  for (const block of blocks) resolved.push(...(await resolveBlock(block, references)));
  return resolved;
}

async function resolveBlock(block: Block, references: References): Promise<Block[]> {
  const children = await resolveReferences(block.children ?? [], references);
  const below = children.length > 0 ? { children } : {};
  switch (block.type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
      return [await resolveMedia(block, references), ...children];
    case 'table': {
      const line = new ResolvedLine(references);
      const rows = [];
      for (const cells of block.rows ?? []) {
        const row = [];
        for (const cell of cells) row.push({ ...cell, content: await line.read(cell.content) });
        rows.push(row);
      }
      return [{ ...block, rows, ...below }, ...line.files];
    }
    default: {
      if (block.content === undefined) return [{ ...block, ...below }];
      const line = new ResolvedLine(references);
      const content = await line.read(block.content);
      const onlyFile =
        block.type === 'paragraph' && block.content.length === 1 && line.files.length === 1;
      if (onlyFile) return [...line.files, ...children];
      return [{ ...block, content, ...below }, ...line.files];
    }
  }
}

/** A picture elsewhere is not fetched: nobody else is to learn that the page is read. */
async function resolveMedia(block: Block, references: References): Promise<Block> {
  const address = stringProp(block, 'url');
  const target = references.find(address);
  const name = shownName(address);
  const caption = stringProp(block, 'caption');
  if (target.kind === 'file' || target.kind === 'data') {
    const url = await references.keep(target, name);
    if (url !== null)
      return {
        ...block,
        type: mediaTypeFor(block, target, name),
        props: { ...block.props, url, name },
      };
  } else {
    references.lose('attachment-missing', shownAddress(address));
  }
  const words = caption === '' ? name : caption;
  if (target.kind === 'web') {
    return {
      type: 'bookmark',
      props: { url: target.url, ...(words === '' ? {} : { title: words }) },
    };
  }
  const shown = words === '' ? address.slice(0, 200) : words;
  return { type: 'paragraph', content: [{ text: shown }] };
}

function mediaTypeFor(block: Block, target: Target, name: string): Block['type'] {
  return target.kind === 'data' ? block.type : blockTypeOfFile(name);
}

/** Text with its links resolved; files it links to become blocks behind it. */
class ResolvedLine {
  readonly files: Block[] = [];
  readonly #references: References;

  constructor(references: References) {
    this.#references = references;
  }

  async read(runs: readonly InlineRun[]): Promise<InlineRun[]> {
    const resolved: InlineRun[] = [];
    for (const run of runs) {
      resolved.push(
        'text' in run && run.link !== undefined ? await this.#link(run, run.link) : run,
      );
    }
    return resolved;
  }

  async #link(run: StyledText, address: string): Promise<InlineRun> {
    const { find, titleOf, workspace, lose } = this.#references;
    const { link, ...words } = run;
    const target = find(address);
    switch (target.kind) {
      case 'web':
        return { ...words, link: target.url };
      case 'page': {
        const { page } = target;
        const isMention = run.styles === undefined && inlineText([run]) === titleOf(page);
        if (isMention) return { mention: { kind: 'page', target: page, label: run.text } };
        return { ...words, link: pageLink({ workspace, page }) };
      }
      case 'file':
        await this.#attach(target, run.text, address);
        return words;
      case 'data':
      case 'here':
        return words;
      case 'missing':
        lose('link-target-missing', shownAddress(link ?? ''));
        return words;
    }
  }

  async #attach(target: Target & { kind: 'file' }, text: string, address: string): Promise<void> {
    const name = shownName(address);
    const url = await this.#references.keep(target, name);
    if (url === null) return;
    const caption = text === name ? {} : { caption: text };
    this.files.push({ type: blockTypeOfFile(name), props: { url, name, ...caption } });
  }
}
