import type { HandlersOf } from '../rpc/handlers.ts';
import type { KeptAudio } from './KeptAudio.ts';
import type { SoundStore } from './SoundStore.ts';

export interface AudioHandlerServices {
  readonly sounds: SoundStore;
  readonly keptAudio: KeptAudio;
}

export function audioHandlers({
  sounds,
  keptAudio,
}: AudioHandlerServices): HandlersOf<`audio.${string}`> {
  return {
    'audio.of': ({ workspace, call }) => keptAudio.list(workspace, call),
    'audio.remove': async ({ workspace, call }) => {
      await keptAudio.remove(workspace, call);
      return {};
    },
    'audio.begin': async (voice, { transfers }) => ({
      transfer: await keptAudio.begin(voice, transfers),
    }),
    'audio.end': async ({ transfer }, { transfers }) => {
      await transfers.finishSound(transfer);
      return {};
    },
    'audio.protection': () => ({ protection: sounds.protection }),
  };
}
