import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessUse {
  readonly residentBytes: number;
  readonly cpuSeconds: number;
}

/** Fixed by Linux for all that user space sees. */
const ticksPerSecond = 100;
const pageBytes = 4096;

/** Memory and processor time of a process by Linux' /proc; null where there is none, or it has gone. */
export function processUse(pid: number): ProcessUse | null {
  try {
    const [, resident = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    // The name, in parentheses, may hold blanks.
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = rest.split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { residentBytes: Number(resident) * pageBytes, cpuSeconds: ticks / ticksPerSecond };
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** The processes that a process started and that still run. */
export function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
        .split(' ')
        .filter((text) => text !== '')
        .map(Number),
    );
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ESRCH';
}
