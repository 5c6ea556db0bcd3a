import { describe, expect, test } from 'vitest';
import { isOnDiskBefore, readTrace, sentOverSockets } from './readTrace.ts';

const wal = '21</data/confab.sqlite-wal>';
const hex = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
const written = `7 10.1 pwrite64(${wal}, "${hex('..edit..')}", 8, 32) = 8`;
const synced = `7 10.2 fdatasync(${wal}) = 0`;
const answered = `7 10.3 writev(9<socket:[44]>, [{iov_base="${hex('sav')}", iov_len=3}, {iov_base="${hex('ed')}", iov_len=2}], 2) = 5`;

/** Whether the edit was on the disk before each answer, when a process did these things. */
function durable(...lines: readonly string[]): boolean[] {
  const calls = readTrace(lines.join('\n'));
  return sentOverSockets(calls, 'saved').map((answer) =>
    isOnDiskBefore(calls, answer, { content: 'edit', suffix: '-wal' }),
  );
}

test('a call is read with its file, its texts and its success', () => {
  const [write, sync, failed] = readTrace(
    [written, synced, `7 10.2 fsync(${wal}) = -1 EIO (Input/output error)`].join('\n'),
  );
  expect(write).toMatchObject({ name: 'pwrite64', path: '/data/confab.sqlite-wal' });
  expect(write?.texts.map(String)).toEqual(['..edit..']);
  expect(sync).toMatchObject({ name: 'fdatasync', texts: [], succeeded: true });
  expect(failed).toMatchObject({ name: 'fsync', succeeded: false });
});

test('a call that another thread interrupts is one call', () => {
  const calls = readTrace(
    [
      `7 10.2 fdatasync(${wal} <unfinished ...>`,
      `8 10.3 write(5<pipe:[3]>, "${hex('x')}", 1) = 1`,
      '7 10.4 <... fdatasync resumed>) = 0',
      '7 10.5 --- SIGTERM {si_signo=SIGTERM} ---',
      `8 10.6 fsync(${wal} <unfinished ...>`,
      '8 10.7 +++ exited with 0 +++',
    ].join('\n'),
  );
  expect(calls).toMatchObject([
    { name: 'fdatasync', began: 0, ended: 2, succeeded: true },
    { name: 'write', began: 1, ended: 1 },
    { name: 'fsync', ended: Infinity, succeeded: false },
  ]);
});

describe('an answer is durable', () => {
  test('when the write was synced before it left', () => {
    expect(durable(written, synced, answered)).toEqual([true]);
  });

  test.each([
    ['never', [written, answered]],
    ['after it left', [written, answered, synced]],
    ['before the write', [synced, written, answered]],
    ['in another file', [written, synced.replace('-wal', '-shm'), answered]],
    ['without success', [written, synced.replace('= 0', '= -1 EIO'), answered]],
    [
      'but not yet done when it left',
      [
        written,
        `8 10.2 fdatasync(${wal} <unfinished ...>`,
        answered,
        '8 10.4 <... fdatasync resumed>) = 0',
      ],
    ],
  ])('not when it was synced %s', (_when, lines) => {
    expect(durable(...lines)).toEqual([false]);
  });
});
