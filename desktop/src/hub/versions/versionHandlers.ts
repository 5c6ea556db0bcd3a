import type { HandlersOf } from '../rpc/handlers.ts';
import type { Versions } from './Versions.ts';

export function versionHandlers(versions: Versions): HandlersOf<`versions.${string}`> {
  return {
    'versions.list': ({ workspace, page }) => versions.list(workspace, page),
    'versions.state': async ({ workspace, page, version }) => {
      const state = await versions.state(workspace, page, version);
      return { update: Buffer.from(state).toString('base64') };
    },
    'versions.keep': ({ workspace, page, name }) => versions.keep(workspace, page, name),
    'versions.name': ({ workspace, page, version, name }) =>
      versions.name(workspace, page, version, name),
  };
}
