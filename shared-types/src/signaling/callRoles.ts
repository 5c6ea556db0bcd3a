import { z } from 'zod';
import type { Grants, TrackSource } from '../tokens.ts';

/** What somebody is in a call; a name for what their grants allow. */
export const callRoleSchema = z.enum(['host', 'presenter', 'participant', 'viewer']);
export type CallRole = z.infer<typeof callRoleSchema>;

const voiceAndFace: TrackSource[] = ['microphone', 'camera'];

/** The grants that make a role. Whoever mints tokens may grant otherwise; see {@link callRoleOf}. */
export function grantsOfRole(room: string, role: CallRole): Grants {
  const everybody = { room, roomJoin: true, canSubscribe: true, canPublishData: true };
  switch (role) {
    case 'host':
      return { ...everybody, canPublish: true, roomAdmin: true };
    case 'presenter':
      return { ...everybody, canPublish: true };
    case 'participant':
      return { ...everybody, canPublish: true, canPublishSources: voiceAndFace };
    case 'viewer':
      return { ...everybody, canPublish: false };
  }
}

/** The role that fits grants best; absent grants are allowed, as on join. */
export function callRoleOf(grants: Grants): CallRole {
  if (grants.roomAdmin === true) return 'host';
  if (grants.canPublish === false) return 'viewer';
  const sources = grants.canPublishSources;
  if (sources === undefined || sources.includes('screen_share')) return 'presenter';
  return sources.length === 0 ? 'viewer' : 'participant';
}
