import { endRunningCommands } from './runCommand.mjs';
import { SetupError } from './SetupError.mjs';
import { onStopRequest } from './stopRequests.mjs';

const stoppedByPerson = 130;

/**
 * The frame of every script that package.json names: set-up first, then the program. A failure of
 * the set-up is shown as its message alone, and a request to stop ends what the set-up is running.
 *
 * @template T
 * @param {() => Promise<T>} setUp
 * @param {(ready: T) => Promise<number>} run gets what the set-up returned, gives the exit code
 */
export async function runEntry(setUp, run) {
  const stopListening = onStopRequest(() => {
    endRunningCommands();
    process.exit(stoppedByPerson);
  });
  try {
    const ready = await setUp();
    stopListening();
    process.exitCode = await run(ready);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } finally {
    stopListening();
  }
}
