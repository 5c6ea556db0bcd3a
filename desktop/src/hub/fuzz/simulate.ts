import { FuzzWorld, settle } from './FuzzWorld.ts';

/**
 * Up to four hubs and the sync server for `steps` random events: edits, commits, messages that
 * arrive, are repeated, swapped or cut, connections that break, full disks, bits that flip, clocks
 * that jump, roles that change, copies that are restored, kills of hubs and of the server. Throws
 * when something that was called saved or synced is not there, or when replicas differ in the end.
 */
export async function simulate(seed: number, steps: number, folder: string): Promise<void> {
  const world = await FuzzWorld.create(seed, folder);
  try {
    for (let step = 0; step < steps; step++) {
      await world.step(step > steps * 0.7);
      // Sometimes the next event comes before anything could follow from this one.
      if (world.random.chance(0.9)) await settle();
      world.assertSyncedIsTrue();
    }
    await world.quiesce();
    world.assertAllEqual();
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error });
  } finally {
    await world.close();
  }
}
