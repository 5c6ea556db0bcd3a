import { cuesOf } from './cues.ts';
import type { Cue } from './cues.ts';
import { beginningOf } from './TranscriptToFormat.ts';
import type { FormatOptions, TranscriptToFormat } from './TranscriptToFormat.ts';

/** A transcript as SubRip subtitles. Times are what they are, so they are always in. */
export function formatSrt(transcript: TranscriptToFormat, { speakers }: FormatOptions): string {
  const cues = cuesOf(transcript.lines, beginningOf(transcript)).map(
    ({ from, to, name, lines }, at) => {
      const named =
        speakers && name !== '' ? [`${name}: ${lines[0] ?? ''}`, ...lines.slice(1)] : lines;
      // SubRip has no way to write its own arrow.
      const text = named.map((line) => line.replaceAll('-->', '→'));
      return [String(at + 1), `${time(from, ',')} --> ${time(to, ',')}`, ...text, ''].join('\n');
    },
  );
  return cues.length === 0 ? '' : `${cues.join('\n')}`;
}

/** A transcript as WebVTT, with its speakers as voices. */
export function formatVtt(transcript: TranscriptToFormat, { speakers }: FormatOptions): string {
  const cues = cuesOf(transcript.lines, beginningOf(transcript)).map((cue) =>
    [`${time(cue.from, '.')} --> ${time(cue.to, '.')}`, ...voiced(cue, speakers), ''].join('\n'),
  );
  return ['WEBVTT', '', ...cues].join('\n');
}

function voiced({ name, lines }: Cue, speakers: boolean): string[] {
  const text = lines.map(escaped);
  if (!speakers || name === '') return text;
  // A line break or `>` would end the name.
  const voice = escaped(name.replace(/\s+/gu, ' '));
  return [`<v ${voice}>${text[0] ?? ''}`, ...text.slice(1)];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** `hh:mm:ss.mmm`. */
function time(ms: number, point: ',' | '.'): string {
  const whole = Math.max(0, Math.round(ms));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [seconds, rest] = [Math.floor(whole / 1000), String(whole % 1000).padStart(3, '0')];
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${two(hours)}:${two(minutes)}:${two(seconds % 60)}${point}${rest}`;
}
