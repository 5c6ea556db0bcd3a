import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { z } from 'zod';

/** What a person can say to `npm start`. */
export interface LauncherArguments {
  readonly profile: string;
  /** Absolute path of the folder that holds all profiles and the local servers. */
  readonly dataFolder: string;
  readonly open: boolean;
}

/** The arguments make no sense; the message says why. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
}

const thisMachine: Machine = { platform: process.platform, env: process.env, home: homedir() };

/**
 * A profile's name is a folder's name on every platform: no separators, no leading dot, and not one
 * of the names that Windows keeps for devices.
 */
export const profileNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,31}$/i)
  .refine((name) => !/^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name));

/** @throws {ArgumentError} */
export function parseArguments(
  args: readonly string[],
  machine: Machine = thisMachine,
): LauncherArguments {
  const values = readOptions(args);
  const profile = profileNameSchema.safeParse(values.profile ?? 'default');
  if (!profile.success) {
    throw new ArgumentError(
      `"${values.profile ?? ''}" cannot be a profile's name: use 1 to 32 letters, digits, - and _.`,
    );
  }
  if (values.data === '') throw new ArgumentError('--data needs a folder.');
  return {
    profile: profile.data,
    dataFolder: values.data === undefined ? applicationData(machine) : resolve(values.data),
    open: values['no-open'] !== true,
  };
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string' },
        data: { type: 'string' },
        'no-open': { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/** The platform's folder for an application's data, with Confab's name in it. */
export function applicationData({ platform, env, home }: Machine): string {
  if (platform === 'win32') {
    return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Confab');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Confab');
  const data = env['XDG_DATA_HOME'];
  return join(data !== undefined && data !== '' ? data : join(home, '.local', 'share'), 'confab');
}
