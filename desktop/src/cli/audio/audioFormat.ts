import { extname } from 'node:path';

/** What a file's first bytes say it is; a name a person knows. */
export function audioFormat(start: Buffer, file: string): string {
  const text = start.toString('latin1');
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return 'WAV';
  if (text.startsWith('RF64') || text.startsWith('riff')) return 'WAV over 4 GB';
  if (text.startsWith('ID3') || isMpegAudio(start)) return 'MP3';
  if (text.startsWith('OggS')) return text.includes('OpusHead') ? 'Opus' : 'Ogg';
  if (text.startsWith('fLaC')) return 'FLAC';
  if (text.slice(4, 8) === 'ftyp') return text.slice(8, 11) === 'M4A' ? 'M4A' : 'MP4';
  if (text.startsWith('\x1aE\xdf\xa3')) return 'WebM';
  if (text.startsWith('FORM')) return 'AIFF';
  const extension = extname(file).slice(1).toUpperCase();
  return extension === '' || extension === 'WAV' ? 'an unknown format' : extension;
}

/** Eleven set bits begin every frame of MPEG audio. */
function isMpegAudio(start: Buffer): boolean {
  return start[0] === 0xff && ((start[1] ?? 0) & 0xe0) === 0xe0;
}
