import type { HandlersOf } from '../rpc/handlers.ts';
import type { Calls } from './Calls.ts';
import type { OwnSpeech } from './OwnSpeech.ts';
import type { SpeechModels } from './SpeechModels.ts';

export interface CallHandlerServices {
  readonly calls: Calls;
  readonly speech: OwnSpeech;
  readonly speechModels: SpeechModels;
}

export function callHandlers({
  calls,
  speech,
  speechModels,
}: CallHandlerServices): HandlersOf<`calls.${string}` | `rings.${string}` | `speech.${string}`> {
  return {
    'calls.running': ({ workspace }) => calls.running(workspace),
    'calls.start': ({ workspace, page }) => calls.start(workspace, page),
    'calls.join': ({ workspace, call }) => calls.join(workspace, call),
    'calls.ring': ({ workspace, call, accounts }) => calls.ring(workspace, call, accounts),
    'calls.transcribe': ({ workspace, call, title }) => calls.transcribe(workspace, call, title),
    'rings.act': ({ server, ring, action }) => calls.act(server, ring, action),
    'speech.models': () => speechModels.list(),
    'speech.importModel': ({ folder }) => speechModels.import(folder),
    'speech.removeModel': async ({ model }) => {
      await speechModels.remove(model);
      return {};
    },
    'speech.begin': (params) => ({ stream: speech.begin(params) }),
    'speech.end': async ({ stream }) => {
      await speech.end(stream);
      return {};
    },
  };
}
