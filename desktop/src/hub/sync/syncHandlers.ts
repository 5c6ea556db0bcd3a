import type { HandlersOf } from '../rpc/handlers.ts';
import type { LinkProgress } from './LinkProgress.ts';

export function syncHandlers(progress: LinkProgress): HandlersOf<`sync.${string}`> {
  return {
    'sync.details': ({ workspace }) => progress.details(workspace),
    'sync.retry': ({ workspace }) => {
      progress.retry(workspace);
      return {};
    },
  };
}
