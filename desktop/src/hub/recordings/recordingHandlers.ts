import type { HandlersOf } from '../rpc/handlers.ts';
import type { Recordings } from './Recordings.ts';

export interface RecordingHandlerServices {
  readonly recordings: Recordings;
}

export function recordingHandlers({
  recordings,
}: RecordingHandlerServices): HandlersOf<`recordings.${string}`> {
  const { tasks } = recordings;
  return {
    'recordings.list': () => recordings.list(),
    'recordings.begin': (file, { transfers }) => recordings.begin(file, transfers),
    'recordings.received': async ({ transfer }, { transfers }) => {
      await transfers.finishSound(transfer);
      return {};
    },
    'recordings.pause': async ({ id }) => {
      await recordings.pause(id);
      return {};
    },
    'recordings.resume': ({ id }) => {
      recordings.resume(id);
      return {};
    },
    'recordings.cancel': async ({ id }) => {
      await recordings.cancel(id);
      return {};
    },
    'recordings.dismiss': async ({ id }) => {
      await recordings.dismiss(id);
      return {};
    },
    'recordings.claim': (_, caller) => tasks.claim(caller),
    'recordings.looked': ({ stream, durationMs }, caller) => {
      tasks.looked(stream, durationMs, caller);
      return {};
    },
    'recordings.decoded': async ({ stream, totalSamples }, caller) => {
      await tasks.decoded(stream, totalSamples, caller);
      return {};
    },
    'recordings.undecodable': async ({ stream, ...why }, caller) => {
      await tasks.undecodable(stream, why, caller);
      return {};
    },
    'recordings.keep': async ({ stream }, caller) => ({
      transfer: await tasks.keep(stream, caller),
    }),
  };
}
