import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Who may mint joining tokens: `key` is their `iss`, `secret` signs them (HS256). */
export interface ApiKey {
  readonly key: string;
  readonly secret: string;
}

const apiKeySchema = z.object({ key: z.string().min(1), secret: z.string().min(32) });

/** The installation's own key: random, made once in the data folder, readable by its owner only. */
export async function loadApiKey(dataFolder: string): Promise<ApiKey> {
  await mkdir(dataFolder, { recursive: true });
  const file = join(dataFolder, 'api-key.json');
  const made: ApiKey = {
    key: `confab-${randomBytes(6).toString('hex')}`,
    secret: randomBytes(32).toString('base64url'),
  };
  try {
    await writeFile(file, JSON.stringify(made), { flag: 'wx', mode: 0o600 });
    return made;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return apiKeySchema.parse(JSON.parse(await readFile(file, 'utf8')));
}
