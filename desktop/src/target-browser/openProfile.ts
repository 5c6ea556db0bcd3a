import { randomBytes } from 'node:crypto';
import { readAccess, proveToken, saveAccess, isToken } from './access.ts';
import type { Access } from './access.ts';
import { originOf } from './checkRequest.ts';
import { LoopbackServer } from './LoopbackServer.ts';

export interface OpenProfileOptions {
  readonly profileDir: string;
  readonly rendererDir: string;
  readonly log: (line: string) => void;
}

export type OpenedProfile =
  | { readonly state: 'listening'; readonly server: LoopbackServer }
  /** Another process serves this profile already. */
  | { readonly state: 'running'; readonly url: string };

/**
 * Listens where this profile always listens. When another program has taken its port a new one is
 * chosen and kept; when it is this same profile, that one serves.
 */
export async function openProfile(options: OpenProfileOptions): Promise<OpenedProfile> {
  const access = await readAccess(options.profileDir);
  const server = new LoopbackServer({ ...options, token: access.token });
  try {
    const port = await server.listen(access.port);
    if (port !== access.port) await saveAccess(options.profileDir, { ...access, port });
    return { state: 'listening', server };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
  }
  if (await servesProfile(access)) {
    return { state: 'running', url: `${originOf(access.port)}/#token=${access.token}` };
  }
  const port = await server.listen(0);
  await saveAccess(options.profileDir, { ...access, port });
  options.log(`port ${access.port} is taken by another program; this profile now uses ${port}`);
  return { state: 'listening', server };
}

/** Whether the listener at the profile's port knows its token; the token itself is not sent. */
async function servesProfile(access: Access): Promise<boolean> {
  const challenge = randomBytes(16).toString('base64url');
  try {
    const response = await fetch(`${originOf(access.port)}/alive?challenge=${challenge}`, {
      signal: AbortSignal.timeout(2000),
      redirect: 'error',
    });
    return response.ok && isToken(await response.text(), proveToken(access.token, challenge));
  } catch {
    // Whatever listens there does not speak HTTP, or not in time: it is not this profile.
    return false;
  }
}
