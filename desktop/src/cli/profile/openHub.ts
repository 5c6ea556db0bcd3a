import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ProfileInUseError, createHub } from '../../hub/createHub.ts';
import type { Hub } from '../../hub/createHub.ts';
import { NodeHost } from '../../target-browser/NodeHost.ts';
import { describeError } from '../describeError.ts';
import type { Terminal } from '../Terminal.ts';

/** The request names something that is not there; the message is a sentence. */
export class NoSuchThing extends Error {
  override readonly name = 'NoSuchThing';
}

/** Opens a profile for a command. Rejects with NoSuchThing and ProfileInUseError: see `describe`. */
export async function openHub(
  profileDir: string,
  options: { readonly terminal: Terminal; readonly mayBeNew: boolean },
): Promise<Hub> {
  if (!options.mayBeNew && !existsSync(join(profileDir, 'confab.sqlite'))) {
    throw new NoSuchThing(`There is no profile in ${profileDir}.`);
  }
  const log = (line: string): void => options.terminal.report(`confab: ${line}\n`);
  const transcriberEntry = join(import.meta.dirname, '../../transcriber/main.ts');
  const host = new NodeHost({ profileDir, transcriberEntry, log });
  return await createHub({ profileDir, host, localServerUrl: null, log });
}

/** What keeps a command from doing its work, as a sentence. */
export function describe(error: unknown): string {
  if (error instanceof ProfileInUseError) {
    return 'This profile is open in the app. Use its menu, or close the app first.';
  }
  return describeError(error);
}
