import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * How this profile is reached from a browser: kept in `access.json`, readable by its owner alone.
 * The port is part of the page's origin, and so of its camera grants, so it is chosen once.
 */
export const accessSchema = z.object({
  /** 0 until the first start chose one. */
  port: z.number().int().min(0).max(65535),
  token: z.string().min(32),
});
export type Access = z.infer<typeof accessSchema>;

const fileName = 'access.json';

/**
 * Reads the profile's access, or makes it. Of two first starts at the same moment one wins and the
 * other reads what it wrote. A file that cannot be read as one is replaced.
 */
export async function readAccess(profileDir: string): Promise<Access> {
  const path = join(profileDir, fileName);
  const kept = await readKept(path);
  if (kept === 'damaged') await rm(path, { force: true });
  else if (kept !== null) return kept;

  await mkdir(profileDir, { recursive: true, mode: 0o700 });
  const access = { port: 0, token: randomBytes(32).toString('base64url') };
  const draft = await writeDraft(path, access);
  try {
    await link(draft, path);
    return access;
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    return readAccess(profileDir);
  } finally {
    await rm(draft, { force: true });
  }
}

export async function saveAccess(profileDir: string, access: Access): Promise<void> {
  const path = join(profileDir, fileName);
  await rename(await writeDraft(path, access), path);
}

/** Compares in constant time; the token's length is no secret. */
export function isToken(candidate: string, token: string): boolean {
  const left = Buffer.from(candidate);
  const right = Buffer.from(token);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Shows that one holds the token without saying it, to a listener that may be a stranger. */
export function proveToken(token: string, challenge: string): string {
  return createHmac('sha256', token).update(`confab profile\n${challenge}`).digest('base64url');
}

async function readKept(path: string): Promise<Access | 'damaged' | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
  try {
    return accessSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return 'damaged';
    throw error;
  }
}

async function writeDraft(path: string, access: Access): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(JSON.stringify(access));
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
