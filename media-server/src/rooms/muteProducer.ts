import { ConfabError, type TrackSource } from '@confab/shared-types';
import type { Peer } from './Peer.ts';
import type { Room } from './Room.ts';

/**
 * Pauses what these sessions of one person send from a source, and tells them. What is muted already
 * stays so. Throws `producer-unknown` when they send nothing from it.
 *
 * @param by the identity of the host who does it, or `server`
 */
export async function muteProducer(
  room: Room,
  peers: readonly Peer[],
  source: TrackSource,
  by: string,
): Promise<void> {
  const sending = peers.flatMap((peer) => {
    const producers = (peer.media?.producers ?? []).filter((info) => info.source === source);
    return producers.map(({ producer }) => ({ peer, producer }));
  });
  if (sending.length === 0) throw new ConfabError('producer-unknown');
  for (const { peer, producer } of sending) {
    const changed = await (await room.media.of(peer)).setProducerPaused(producer, true);
    if (!changed) continue;
    peer.emit({ type: 'muted', data: { producer, source, by } });
    room.media.update(peer, changed);
  }
}
