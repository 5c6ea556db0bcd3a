import type { HandlersOf } from '../rpc/handlers.ts';
import type { ActiveCalls } from './ActiveCalls.ts';
import type { Calls } from './Calls.ts';
import type { OwnSpeech } from './OwnSpeech.ts';
import type { Rings } from './Rings.ts';

export interface CallHandlerServices {
  readonly calls: Calls;
  readonly rings: Rings;
  readonly active: ActiveCalls;
  readonly speech: OwnSpeech;
}

export function callHandlers({
  calls,
  rings,
  active,
  speech,
}: CallHandlerServices): HandlersOf<
  `calls.${string}` | `rings.${string}` | 'speech.begin' | 'speech.end'
> {
  return {
    'calls.running': ({ workspace }) => calls.running(workspace),
    'calls.start': ({ workspace, page }) => calls.start(workspace, page),
    'calls.join': ({ workspace, call }) => calls.join(workspace, call),
    'calls.look': ({ workspace, call }) => calls.look(workspace, call),
    'calls.setActive': ({ call }, caller) => {
      active.set(caller, call);
      return {};
    },
    'calls.ring': ({ workspace, call, accounts }) => rings.start(workspace, call, accounts),
    'calls.transcribe': ({ workspace, call, title, template }) =>
      calls.transcribe(workspace, call, title, template),
    'rings.waiting': () => rings.waiting(),
    'rings.act': ({ server, ring, action, message }) => rings.act(server, ring, action, message),
    'speech.begin': async (params) => ({ stream: await speech.begin(params) }),
    'speech.end': async ({ stream }) => {
      await speech.end(stream);
      return {};
    },
  };
}
