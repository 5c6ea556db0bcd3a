import {
  ALL_FORMATS,
  AudioSampleSink,
  Input,
  UnsupportedInputFormatError,
  UrlSource,
} from 'mediabunny';
import type { AudioSample, InputAudioTrack } from 'mediabunny';
import type { UndecodableCode } from './decodingMessages.ts';

/** Why a file cannot be turned into sound; `message` is for the detail. */
export class UndecodableError extends Error {
  readonly code: UndecodableCode;

  constructor(code: UndecodableCode, message: string) {
    super(message);
    this.name = 'UndecodableError';
    this.code = code;
  }
}

/** Of a recording of any length this much is in memory at a time. */
const cacheBytes = 8 * 1024 * 1024;
/** A decoder that begins in the middle of a file needs a moment to sound right. */
const warmUpSeconds = 0.25;

/** The sound of a file that is read by ranges as it is needed. Throws {@link UndecodableError}. */
export async function openSound(address: string): Promise<InputAudioTrack> {
  const input = new Input({
    formats: ALL_FORMATS,
    source: new UrlSource(address, {
      maxCacheSize: cacheBytes,
      // The hub is on this machine: what it does not give now it does not have.
      getRetryDelay: () => null,
    }),
  });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (track === null) throw new UndecodableError('recording-without-sound', 'no audio track');
    if (!(await track.canDecode())) {
      const codec = (await track.getCodec()) ?? String(await track.getInternalCodecId());
      throw new UndecodableError('recording-unreadable', `audio is ${codec}`);
    }
    return track;
  } catch (error) {
    if (error instanceof UnsupportedInputFormatError) {
      throw new UndecodableError('recording-unreadable', 'unknown format');
    }
    throw error;
  }
}

/** Milliseconds by what the file says of itself; null: it does not. */
export async function statedDuration(track: InputAudioTrack): Promise<number | null> {
  const seconds = await track.getDurationFromMetadata({ skipLiveWait: true });
  return milliseconds(seconds);
}

/** Milliseconds by looking through the file; null where even that does not tell. */
export async function foundDuration(track: InputAudioTrack): Promise<number | null> {
  return milliseconds(await track.computeDuration({ skipLiveWait: true }));
}

function milliseconds(seconds: number | null): number | null {
  return seconds !== null && Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}

/** The sound from `seconds` on, or from a little before; each sample is to be closed. */
export function samplesFrom(track: InputAudioTrack, seconds: number): AsyncIterable<AudioSample> {
  return new AudioSampleSink(track).samples(Math.max(0, seconds - warmUpSeconds));
}

/** The average of all channels: a recorder may have heard on one of two only. */
export function monoOf(sample: AudioSample): Float32Array {
  const mono = new Float32Array(sample.numberOfFrames);
  const { numberOfChannels } = sample;
  if (numberOfChannels === 1) {
    sample.copyTo(mono, { planeIndex: 0, format: 'f32-planar' });
    return mono;
  }
  const channel = new Float32Array(sample.numberOfFrames);
  for (let planeIndex = 0; planeIndex < numberOfChannels; planeIndex += 1) {
    sample.copyTo(channel, { planeIndex, format: 'f32-planar' });
    for (let at = 0; at < channel.length; at += 1) {
      mono[at] = (mono[at] ?? 0) + (channel[at] ?? 0) / numberOfChannels;
    }
  }
  return mono;
}
