import type { HandlersOf } from '../rpc/handlers.ts';
import type { Minutes } from './createMinutes.ts';

export interface MinutesHandlerServices {
  readonly minutes: Minutes;
}

export function minutesHandlers({
  minutes: { pages, summaries, notes, exports },
}: MinutesHandlerServices): HandlersOf<`minutes.${string}`> {
  return {
    'minutes.summarise': (request) => pages.summarise(request),
    'minutes.state': ({ workspace, page }) => pages.state(workspace, page),
    'minutes.cancelSummary': ({ workspace, page }) => {
      pages.cancel(workspace, page);
      return {};
    },
    'minutes.takeBackSummary': async ({ workspace, page }) => {
      await pages.takeBack(workspace, page);
      return {};
    },
    'minutes.export': (request) => ({ job: exports.start(request) }),
    'minutes.privateNotes': ({ workspace, call }) => notes.list(workspace, call),
    'minutes.putPrivateNote': (note) => notes.put(note),
    'minutes.removePrivateNote': ({ id }) => {
      notes.remove(id);
      return {};
    },
    'minutes.endpointKey': () => summaries.key(),
    'minutes.setEndpointKey': ({ key }) => summaries.setKey(key),
    'minutes.tryEndpoint': async () => {
      await summaries.tryEndpoint();
      return {};
    },
  };
}
