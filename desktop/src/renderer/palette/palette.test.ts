import { IconPlus } from '@tabler/icons-react';
import type { SearchHit } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import { findCommands } from './Command.ts';
import type { Command } from './Command.ts';
import { highlightRanges } from './highlightRanges.ts';
import { paletteRows, stepInPalette } from './paletteRows.ts';

const command = (id: string, label: string, otherWords: string): Command => ({
  id,
  label,
  otherWords,
  icon: IconPlus,
  run: () => undefined,
});
const place = { workspace: 'workspace-1', page: 'page-0001', pageTitle: 'Plan', path: [] };
const block: SearchHit = {
  ...place,
  kind: 'block',
  icon: null,
  block: 'block-001',
  excerpt: 'the plan',
  ranges: [[4, 8]],
};
const page: SearchHit = { ...place, kind: 'page', icon: null, ranges: [[0, 4]] };

describe('commands', () => {
  const commands = [
    command('theme', 'Dark theme', '어두운 테마'),
    command('settings', 'Open settings', '설정 열기'),
    command('new', 'New page', '새 페이지'),
  ];

  it('are found by their words in either language, in any form', () => {
    expect(findCommands(commands, 'SETT').map(({ id }) => id)).toEqual(['settings']);
    expect(findCommands(commands, '페이지'.normalize('NFD')).map(({ id }) => id)).toEqual(['new']);
    expect(findCommands(commands, 'page new').map(({ id }) => id)).toEqual(['new']);
    expect(findCommands(commands, 'nothing')).toEqual([]);
  });

  it('that begin with the query come first', () => {
    expect(findCommands(commands, 'e')[0]?.id).toBe('theme');
    expect(findCommands(commands, 'open')[0]?.id).toBe('settings');
  });
});

describe('rows', () => {
  const rows = paletteRows({
    link: null,
    recent: [],
    hits: [block, page],
    commands: [command('new', 'New page', '')],
  });

  it('come in groups, and groups without anything are left out', () => {
    expect(rows.map((row) => (row.kind === 'heading' ? row.group : row.item.kind))).toEqual([
      'page',
      'hit',
      'block',
      'hit',
      'commands',
      'command',
    ]);
  });

  it('are walked through over headings, round at the ends', () => {
    expect(stepInPalette(rows, -1, 1)).toBe(1);
    expect(stepInPalette(rows, 1, 1)).toBe(3);
    expect(stepInPalette(rows, 5, 1)).toBe(1);
    expect(stepInPalette(rows, 1, -1)).toBe(5);
    expect(stepInPalette([], -1, 1)).toBe(-1);
  });
});

describe('highlightRanges', () => {
  it('cuts a text at what was found', () => {
    expect(highlightRanges('the plan', [[4, 8]])).toEqual([
      { text: 'the ', found: false },
      { text: 'plan', found: true },
    ]);
  });

  it('bears ranges that overlap, are out of order, or lie outside', () => {
    const parts = highlightRanges('abcdef', [
      [4, 99],
      [0, 2],
      [1, 3],
    ]);
    expect(parts.map(({ text }) => text).join('')).toBe('abcdef');
    expect(parts.filter(({ found }) => found).map(({ text }) => text)).toEqual(['ab', 'c', 'ef']);
    expect(highlightRanges('abc', [[7, 9]])).toEqual([{ text: 'abc', found: false }]);
  });
});
