import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const beatMs = 5_000;
const staleMs = 60_000;
const retryMs = 200;

/**
 * Runs `work` while no other process of this machine runs work under the same lock file. The lock of
 * a process that died is taken over: its pid is gone, or (should the pid have been given to another
 * program meanwhile) the file's time has not been renewed for a minute.
 *
 * @template T
 * @param {string} path the lock file
 * @param {() => Promise<T>} work
 * @param {{ onWait?: (pid: number) => void }} [options] told once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { onWait } = {}) {
  const release = await acquire(path, onWait);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function acquire(path, onWait) {
  await mkdir(dirname(path), { recursive: true });
  const own = JSON.stringify({ pid: process.pid, id: randomUUID() });
  let waiting = false;
  while (!(await create(path, own))) {
    const held = await readOrNull(path);
    if (held === null) continue;
    if (await isStale(path, held)) {
      await takeAway(path, held);
      continue;
    }
    if (!waiting) {
      waiting = true;
      onWait?.(pidOf(held));
    }
    await delay(retryMs);
  }
  const beat = setInterval(() => {
    const now = new Date();
    // A lock that somebody removed by hand is no reason to stop the work it guards.
    utimes(path, now, now).catch(() => clearInterval(beat));
  }, beatMs);
  beat.unref();
  return async () => {
    clearInterval(beat);
    if ((await readOrNull(path)) === own) await rm(path, { force: true });
  };
}

/** Writes the whole lock first and links it into place, so that nobody ever reads half of one. */
async function create(path, content) {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function isStale(path, held) {
  if (!isAlive(pidOf(held))) return true;
  const info = await stat(path).catch(() => null);
  return info !== null && Date.now() - info.mtimeMs > staleMs;
}

/** Two waiting processes may both find a lock stale: only the one that still finds it may remove it. */
async function takeAway(path, held) {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  const moved = await readOrNull(aside);
  if (moved !== null && moved !== held) await create(path, moved);
  await rm(aside, { force: true });
}

function pidOf(content) {
  try {
    return Number(JSON.parse(content).pid);
  } catch {
    return Number.NaN;
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return error.code === 'EPERM';
  }
}

async function readOrNull(path) {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}
