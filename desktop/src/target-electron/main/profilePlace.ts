import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

export interface StartMachine {
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** The user's home, and the platform's folder for data of applications. */
  readonly home: string;
  readonly appData: string;
}

const startSchema = z.object({
  profile: z.string().regex(/^[\w-]{1,64}$/),
  profileDir: z.string().min(1),
  localServerUrl: z.url().nullable(),
  minimized: z.boolean(),
});
export type Start = z.infer<typeof startSchema>;

/**
 * What this start is about, by arguments or else by the launcher's environment. Without either, as
 * in an installed app, it is the profile that the launcher would open too.
 */
export function readStart({ argv, env, platform, home, appData }: StartMachine): Start {
  const { values } = parseArgs({
    args: [...argv],
    // Systems and Chromium add arguments of their own.
    strict: false,
    options: {
      profile: { type: 'string' },
      'profile-dir': { type: 'string' },
      minimized: { type: 'boolean' },
    },
  });
  const profile = values.profile ?? env['CONFAB_PROFILE'] ?? 'default';
  const data =
    platform === 'linux'
      ? join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'confab')
      : join(appData, 'Confab');
  return startSchema.parse({
    profile,
    profileDir:
      values['profile-dir'] ?? env['CONFAB_PROFILE_DIR'] ?? join(data, 'profiles', String(profile)),
    localServerUrl: env['CONFAB_LOCAL_SYNC_URL'] ?? null,
    minimized: values.minimized === true,
  });
}
