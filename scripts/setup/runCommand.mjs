import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const keptLines = 200;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** A program could not be started, failed, or took too long; `lines` are the last it printed. */
export class CommandError extends Error {
  /** @param {string} message @param {string[]} lines */
  constructor(message, lines) {
    super(message);
    this.name = 'CommandError';
    this.lines = lines;
  }
}

/**
 * Runs a program to its end, without standard input.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env] added to this process' environment
 * @param {(line: string) => void} [options.onLine] called with each line of stdout and stderr
 * @param {number} [options.limitMs] kill the program after this time
 * @param {boolean} [options.shell] needed for `.cmd` files on Windows
 * @returns {Promise<string[]>} the last lines the program printed
 * @throws {CommandError}
 */
export function runCommand(file, args, { cwd, env, onLine, limitMs, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const lines = [];
    const child = spawn(file, args, {
      cwd,
      shell,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      // A group of its own, so that a time limit also ends what the program started.
      detached: process.platform !== 'win32',
    });
    running.add(child);
    let timedOut = false;
    const timer =
      limitMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            endGroup(child, 'SIGKILL');
          }, limitMs);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (lines.length > keptLines) lines.shift();
        onLine?.(line);
      });
    }
    child.once('error', (error) => {
      running.delete(child);
      clearTimeout(timer);
      reject(new CommandError(`${file} cannot be run: ${error.message}`, lines));
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      clearTimeout(timer);
      if (code === 0) resolve(lines);
      else if (timedOut) reject(new CommandError(`${file} took longer than ${limitMs} ms`, lines));
      else reject(new CommandError(`${file} ended with ${signal ?? `code ${code}`}`, lines));
    });
  });
}

/** Ends every program that is running; called before this process leaves early. */
export function endRunningCommands() {
  for (const child of running) endGroup(child, 'SIGTERM');
}

function endGroup(child, signal) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // It may have ended between the check and the signal.
    if (error.code !== 'ESRCH') throw error;
  }
}
