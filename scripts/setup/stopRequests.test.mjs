import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import { expect, it, onTestFinished } from 'vitest';

const module = new URL('stopRequests.mjs', import.meta.url).href;
// Says why it is asked to stop, each time, and ends at SIGUSR2 alone.
const program = `
  import { onStopRequest } from '${module}';
  onStopRequest((why) => console.log(why));
  process.on('SIGUSR2', () => process.exit());
  setInterval(() => {}, 1000);
  console.log('pid ' + process.pid);
`;

/** Runs the program as npm does: in a shell that stays its parent and does not pass signals on. */
async function runInShell(env) {
  const shell = spawn(
    'sh',
    ['-c', `"${process.execPath}" --input-type=module --eval "$PROGRAM"; true`],
    { env: { ...process.env, ...env, PROGRAM: program }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  const pid = Number((await lines.next()).value.split(' ')[1]);
  onTestFinished(() => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  });
  return { shell, pid, nextLine: async () => (await lines.next()).value };
}

it.runIf(process.platform !== 'win32')(
  'notices that the shell between it and npm was killed',
  async () => {
    const { shell, pid, nextLine } = await runInShell({ npm_lifecycle_event: 'start' });
    shell.kill('SIGTERM');
    expect(await nextLine()).toBe('parent gone');
    process.kill(pid, 'SIGUSR2');
    expect(await nextLine()).toBeUndefined();
  },
);

it.runIf(process.platform !== 'win32')('hears a signal once', async () => {
  const { pid, nextLine } = await runInShell({ npm_lifecycle_event: undefined });
  process.kill(pid, 'SIGTERM');
  process.kill(pid, 'SIGTERM');
  expect(await nextLine()).toBe('SIGTERM');
  process.kill(pid, 'SIGUSR2');
  expect(await nextLine()).toBeUndefined();
});
