import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import type { Turn } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import { openPromise } from 'yauzl';
import { temporaryFolder } from '../../testing/openTestHub.ts';
import { cuesOf } from './cues.ts';
import { transcriptFileSchema } from './formatJson.ts';
import { formatTranscript } from './formatTranscript.ts';
import type { FormatOptions, TranscriptToFormat } from './TranscriptToFormat.ts';

const begin = Date.UTC(2026, 10, 19, 10);

function line(at: number, name: string, text: string, more: Partial<Turn> = {}): Turn {
  return {
    utterance: `u${at}`,
    speaker: `account-${name}`,
    name,
    text,
    language: 'en',
    startedAt: begin + at * 1000,
    endedAt: begin + at * 1000 + 3000,
    marks: [],
    ...more,
  };
}

const transcript: TranscriptToFormat = {
  title: 'Weekly # 3 *plan*',
  call: { startedAt: begin, endedAt: begin + 75 * 60_000 },
  people: [
    { account: 'account-Anna', name: 'Anna' },
    { account: 'account-민수', name: '민수' },
    { account: 'account-Chloe', name: 'Chloe' },
    { name: 'Dora' },
  ],
  consents: new Map([
    ['account-Anna', { choice: 'own-machine', model: 'whisper-base', at: begin }],
    ['account-민수', { choice: 'volunteer', volunteer: 'account-Anna', at: begin + 1000 }],
    ['account-Chloe', { choice: 'declined', at: begin + 2000 }],
  ]),
  periods: [
    { startedBy: 'account-Anna', startedAt: begin, stoppedAt: begin + 10 * 60_000 },
    { startedBy: 'account-민수', startedAt: begin + 20 * 60_000, stoppedAt: null },
  ],
  lines: [
    line(1, 'Anna', 'Good morning.'),
    line(5, 'Anna', '1. is the budget, & 2 < 3 is *true*.', { original: 'the bucket' }),
    line(
      3700,
      '민수',
      '네, 예산은 작년보다 삼십 퍼센트 늘었고 가장 큰 이유는 영상 저장 비용입니다. 다음 주까지 정리하겠습니다.',
      { language: 'ko', endedAt: begin + 3_708_500 },
    ),
    line(3710, '', '<script>alert(1)</script> --> WEBVTT', { marks: ['question'] }),
  ],
};

const all: FormatOptions = { times: true, speakers: true, language: 'en', timeZone: 'UTC' };

async function asText(format: Parameters<typeof formatTranscript>[1], options = all) {
  const written = await formatTranscript(transcript, format, options);
  if (typeof written !== 'string') throw new Error('bytes');
  return written;
}

describe.each(['txt', 'md', 'srt', 'vtt', 'json'] as const)('%s', (format) => {
  test('with everything', async () => {
    await expect(await asText(format)).toMatchFileSnapshot(`./golden/transcript.${format}.golden`);
  });
});

test.each(['txt', 'md'] as const)('%s without times and speakers, in Korean', async (format) => {
  const options: FormatOptions = { ...all, times: false, speakers: false, language: 'ko' };
  const written = await asText(format, options);
  await expect(written).toMatchFileSnapshot(`./golden/plain.ko.${format}.golden`);
});

test('nothing said is a file all the same', async () => {
  const empty = { title: transcript.title, lines: [], people: [], call: null };
  expect(await formatTranscript(empty, 'vtt', all)).toBe('WEBVTT\n');
  expect(await formatTranscript(empty, 'srt', all)).toBe('');
  expect(await formatTranscript(empty, 'txt', all)).toBe('Weekly # 3 *plan*\n');
});

test('JSON can be read back', async () => {
  const file = transcriptFileSchema.parse(JSON.parse(await asText('json')));
  expect(file.lines).toHaveLength(4);
  expect(file.lines[1]).toMatchObject({
    original: 'the bucket',
    startedAt: '2026-11-19T10:00:05.000Z',
  });
});

test('subtitles can be read: short lines, two at once, long enough, none over the next', () => {
  const words = Array.from({ length: 400 }, (_, at) => `word${at}`).join(' ');
  const long = line(0, 'Anna', `${words} ${'x'.repeat(200)}`, { endedAt: begin + 120_000 });
  const cues = cuesOf([long, line(121, 'Ben', 'Right.', { endedAt: begin + 121_100 })], begin);
  expect(cues.length).toBeGreaterThan(20);
  for (const [at, cue] of cues.entries()) {
    expect(cue.lines.length).toBeLessThanOrEqual(2);
    for (const each of cue.lines) expect(each.length).toBeLessThanOrEqual(42);
    expect(cue.to).toBeGreaterThan(cue.from);
    expect(cue.to - cue.from).toBeLessThanOrEqual(7000);
    expect(cue.to).toBeLessThanOrEqual(cues[at + 1]?.from ?? Infinity);
  }
  expect(
    cues
      .flatMap(({ lines }) => lines)
      .join(' ')
      .replaceAll(' ', ''),
  ).toBe(`${words}${'x'.repeat(200)}Right.`.replaceAll(' ', ''));
  expect((cues.at(-1)?.to ?? 0) - (cues.at(-1)?.from ?? 0)).toBe(1000);
});

test('a cue begins where its first word was said', () => {
  const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
  const said = Array.from({ length: 3 }, () => words).flat();
  const spoken = said.map((text, at) => ({
    text,
    // All but the first ten are said in the last second.
    startedAt: begin + (at < 10 ? at * 100 : 9000 + at * 30),
    endedAt: begin + (at < 10 ? at * 100 + 90 : 9000 + at * 30 + 20),
  }));
  const turn = line(0, 'Anna', said.join(' '), { endedAt: begin + 10_000, words: spoken });
  const [first, second] = cuesOf([turn], begin);
  expect(first?.from).toBe(0);
  expect(second?.from).toBeGreaterThan(9000);
});

test('docx is a Word file with every word, whatever letters are in it', async () => {
  const strange = {
    ...transcript,
    lines: [...transcript.lines, line(3720, 'Anna', 'bell \u0007 end')],
  };
  const bytes = await formatTranscript(strange, 'docx', all);
  const path = join(await temporaryFolder(), `${randomBytes(4).toString('hex')}.docx`);
  await writeFile(path, bytes);
  const zip = await openPromise(path);
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    parts.set(entry.fileName, await readText(await zip.openReadStreamPromise(entry)));
  }
  const xml = parts.get('word/document.xml') ?? '';
  expect(parts.has('[Content_Types].xml')).toBe(true);
  for (const words of [
    'Chloe: not transcribed',
    'Good morning.',
    '영상 저장 비용입니다',
    '&lt;script&gt;',
    'bell  end',
  ]) {
    expect(xml).toContain(words);
  }
  expect(xml).not.toContain('\u0007');
});
