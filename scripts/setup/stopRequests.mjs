import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const pollMs = 500;

/**
 * Calls the handler once, at the first of: Ctrl-C, SIGTERM, SIGHUP, or the end of the npm that
 * started this process. (The shell that npm runs a script in does not pass SIGTERM on, so without
 * the last one the process would outlive its npm.) Further requests are swallowed: Ctrl-C reaches a
 * process twice, from the terminal and from npm.
 *
 * @param {(why: string) => void} handler
 * @returns {() => void} stops listening
 */
export function onStopRequest(handler) {
  let asked = false;
  const request = (why) => {
    if (asked) return;
    asked = true;
    clearInterval(poll);
    handler(why);
  };
  for (const signal of signals) process.on(signal, request);
  const ancestors = process.env.npm_lifecycle_event === undefined ? [] : shellAndNpm();
  const parent = process.ppid;
  const poll = setInterval(() => {
    if (ancestors.length === 0) return;
    if (process.ppid !== parent || !ancestors.every(isAlive)) request('parent gone');
  }, pollMs);
  poll.unref();
  return () => {
    clearInterval(poll);
    for (const signal of signals) process.off(signal, request);
  };
}

/** The shell that npm started for the script, and npm itself: a killed npm leaves its shell waiting. */
function shellAndNpm() {
  const npm = parentOf(process.ppid);
  return npm === null || npm <= 1 ? [process.ppid] : [process.ppid, npm];
}

function parentOf(pid) {
  try {
    if (process.platform === 'linux') {
      // The name in parentheses may hold anything, spaces and parentheses too.
      const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
    }
    if (process.platform === 'win32') return null;
    return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
