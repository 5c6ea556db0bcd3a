import {
  callRoleOf,
  ConfabError,
  grantsOfRole,
  type Grants,
  type MediaKind,
  type TrackSource,
} from '@confab/shared-types';

const kindOf: Readonly<Record<TrackSource, MediaKind>> = {
  microphone: 'audio',
  camera: 'video',
  screen_share: 'video',
  screen_share_audio: 'audio',
};

/** Absent grants are allowed: LiveKit's rule. */
export function maySend(grants: Grants, source: TrackSource): boolean {
  return grants.canPublish !== false && (grants.canPublishSources?.includes(source) ?? true);
}

/** Throws `no-grant`. */
export function requirePublish(grants: Grants): void {
  if (grants.canPublish === false) throw new ConfabError('no-grant', 'canPublish');
}

/** Throws `no-grant`, or `malformed-message` when a source comes as the wrong kind of media. */
export function requireSource(grants: Grants, source: TrackSource, kind: MediaKind): void {
  requirePublish(grants);
  if (!maySend(grants, source)) throw new ConfabError('no-grant', `canPublishSources: ${source}`);
  if (kindOf[source] !== kind)
    throw new ConfabError('malformed-message', `${source} is not ${kind}`);
}

/** Throws `no-grant`. */
export function requireSubscribe(grants: Grants): void {
  if (grants.canSubscribe === false) throw new ConfabError('no-grant', 'canSubscribe');
}

/** Throws `no-grant`. */
export function requirePublishData(grants: Grants): void {
  if (grants.canPublishData === false) throw new ConfabError('no-grant', 'canPublishData');
}

export function isHost(grants: Grants): boolean {
  return grants.roomAdmin === true;
}

/** Throws `no-grant`. */
export function requireHost(grants: Grants): void {
  if (!isHost(grants)) throw new ConfabError('no-grant', 'roomAdmin');
}

/** Of somebody the room is passed on to: who may send becomes a host whole, others gain its word only. */
export function grantsOfNextHost(grants: Grants): Grants {
  return callRoleOf(grants) === 'viewer'
    ? { ...grants, roomAdmin: true }
    : grantsOfRole(grants.room, 'host');
}
