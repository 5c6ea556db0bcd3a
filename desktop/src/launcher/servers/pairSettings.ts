import { randomBytes } from 'node:crypto';

import { z } from 'zod';

import { readPrivateJson, writePrivateJson } from '../processes/privateFile.ts';
import { freePort, waitForPort } from './ports.ts';

const portSchema = z.int().min(1).max(65_535);

/** What a pair of local servers keeps for life, so that links and camera grants stay good. */
export const pairSettingsSchema = z.object({
  syncPort: portSchema,
  mediaPort: portSchema,
  apiKey: z.string().min(1),
  apiSecret: z.string().min(32),
});
export type PairSettings = z.infer<typeof pairSettingsSchema>;

/**
 * Reads the pair's settings, or makes them: two free ports and a random API key and secret. A kept
 * port that another program has taken is replaced, and the new one is kept.
 *
 * @param patienceMs how long a taken port is given to come free: the servers of a keeper that was
 *   killed need a moment to end
 */
export async function readyPairSettings(path: string, patienceMs: number): Promise<PairSettings> {
  const kept = readPrivateJson(path, pairSettingsSchema);
  const syncPort = await keepOrChoose(kept?.syncPort, patienceMs, []);
  const settings: PairSettings = {
    syncPort,
    mediaPort: await keepOrChoose(kept?.mediaPort, patienceMs, [syncPort]),
    apiKey: kept?.apiKey ?? `local-${randomBytes(6).toString('hex')}`,
    apiSecret: kept?.apiSecret ?? randomBytes(32).toString('base64url'),
  };
  writePrivateJson(path, settings);
  return settings;
}

async function keepOrChoose(
  kept: number | undefined,
  patienceMs: number,
  avoid: readonly number[],
): Promise<number> {
  if (kept !== undefined && !avoid.includes(kept) && (await waitForPort(kept, patienceMs))) {
    return kept;
  }
  return await freePort(avoid);
}
