import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { applicationData, profileNameSchema } from '../../launcher/parseArguments.ts';
import { UsageError } from '../UsageError.ts';

export interface InProfile {
  /** Absolute path of the profile's folder. */
  readonly profileDir: string;
}

/** Options of every command that opens a profile. */
export const place = { profile: { type: 'string' }, data: { type: 'string' } } as const;

/** @throws UsageError */
export function profileOf(values: {
  readonly profile?: string;
  readonly data?: string;
}): InProfile {
  const profile = profileNameSchema.safeParse(values.profile ?? 'default');
  if (!profile.success) {
    throw new UsageError(`"${values.profile}" cannot be a profile's name.`);
  }
  const machine = { platform: process.platform, env: process.env, home: homedir() };
  const data = absolute(values.data) ?? applicationData(machine);
  return { profileDir: join(data, 'profiles', profile.data) };
}

export function absolute(path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(path);
}

/** What `parseArgs` finds wrong is a UsageError. */
export function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
