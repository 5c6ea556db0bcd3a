import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fromTranscriberSchema } from '@confab/shared-types';
import type { FromTranscriber, ToTranscriber } from '@confab/shared-types';
import { fixtureModel, readFixture } from '../desktop/src/transcriber/speechFixtures.ts';
import { rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';

/** Of the libraries, once loaded, and of what the allocator keeps. */
const goalMb = 200;

/** What the transcriber process keeps once its model is let go, against before it had one. */
export const transcriberMemory: Benchmark = async (say) => {
  const main = fileURLToPath(new URL('../desktop/src/transcriber/main.ts', import.meta.url));
  const child = fork(main, [], {
    serialization: 'advanced',
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    // The voice detector is there once it answers; it stays.
    await ask(child, { type: 'load', modelFolder: '/' }, 'failed');
    const before = megabytes(child);
    await ask(child, { type: 'load', modelFolder: fixtureModel }, 'loaded');
    const recording = readFixture('long.wav');
    child.send({ type: 'transcribe', job: 'memory', language: 'en' });
    child.send({ type: 'file-audio', job: 'memory', samples: recording });
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, megabytes(child))), 100);
    await ask(child, { type: 'file-end', job: 'memory' }, 'done');
    clearInterval(watch);
    child.send({ type: 'unload' });
    await ask(child, { type: 'load', modelFolder: '/' }, 'failed');
    const after = megabytes(child);
    say(`${rounded(before)} MB before, ${rounded(most)} MB while it transcribes`);
    say(`${rounded(after)} MB after; after two idle minutes the hub ends the process too`);
    const kept = Math.max(0, after - before);
    return {
      name: 'transcriber-memory',
      unit: 'MB kept after unloading',
      ours: rounded(kept),
      reference: null,
      ratio: null,
      goal: `at most ${goalMb} MB more than before`,
      met: kept <= goalMb,
    };
  } finally {
    child.disconnect();
    await once(child, 'exit');
  }
};

function ask(
  child: ChildProcess,
  message: ToTranscriber,
  answer: FromTranscriber['type'],
): Promise<void> {
  return new Promise((resolve) => {
    const hear = (raw: unknown): void => {
      if (fromTranscriberSchema.parse(raw).type !== answer) return;
      child.off('message', hear);
      resolve();
    };
    child.on('message', hear);
    child.send(message);
  });
}

/** Resident memory, as Linux says it. */
function megabytes({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
}
