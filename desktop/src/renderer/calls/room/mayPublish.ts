import type { Grants, TrackSource } from '@confab/shared-types';

/** Whether these grants let somebody send from a source; absent ones are allowed, as on join. */
export function mayPublish(grants: Grants | null, source: TrackSource): boolean {
  if (grants === null) return true;
  if (grants.canPublish === false) return false;
  return grants.canPublishSources?.includes(source) ?? true;
}
