import type { StartTape } from './OwnVoiceRecorder.ts';

/** Speech stays clear at this. */
const bitsPerSecond = 32_000;
/** What a crash may take along. */
const pieceMs = 1_000;
const type = 'audio/webm;codecs=opus';

/**
 * Records by way of an audio graph, whose time goes on while the device is another one or none: the
 * sound has no gaps that would move what comes after them.
 */
export const startTape: StartTape = ({ onStart, onPiece, onFailed }) => {
  const context = new AudioContext();
  const mixed = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  const recorder = new MediaRecorder(mixed.stream, {
    mimeType: type,
    audioBitsPerSecond: bitsPerSecond,
  });
  let source: MediaStreamAudioSourceNode | null = null;
  const stopped = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => resolve(), { once: true });
  });
  recorder.addEventListener('start', onStart, { once: true });
  recorder.addEventListener('dataavailable', ({ data }) => onPiece(data));
  recorder.addEventListener('error', () => onFailed(new Error('the recorder failed')));
  context.resume().catch(onFailed);
  recorder.start(pieceMs);
  return {
    type,
    follow: (track) => {
      source?.disconnect();
      source = null;
      if (track === null) return;
      source = context.createMediaStreamSource(new MediaStream([track]));
      source.connect(mixed);
    },
    stop: async () => {
      if (recorder.state === 'inactive') return;
      recorder.stop();
      await stopped;
      source?.disconnect();
      await context.close();
    },
  };
};
