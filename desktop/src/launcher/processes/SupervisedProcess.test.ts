import { EventEmitter, once } from 'node:events';

import { expect, it, onTestFinished } from 'vitest';

import { SupervisedProcess, type SupervisedProcessOptions } from './SupervisedProcess.ts';

const announcesItself = `
  process.on('disconnect', () => process.exit(0));
  process.send(process.pid);
`;
const ignoresEverything = `
  process.on('SIGTERM', () => {});
  setInterval(() => {}, 1000);
  process.send(process.pid);
`;

function supervise(program: string, options: Partial<SupervisedProcessOptions> = {}) {
  const events = new EventEmitter();
  const supervised = new SupervisedProcess({
    command: () => ({ file: process.execPath, args: ['--eval', program] }),
    onMessage: (message) => events.emit('message', message),
    askToStop: () => undefined,
    ...options,
  });
  onTestFinished(async () => await supervised.stop());
  return { supervised, nextMessage: async () => ((await once(events, 'message')) as [unknown])[0] };
}

it('starts a killed process again', async () => {
  const ends: string[] = [];
  const { supervised, nextMessage } = supervise(announcesItself, {
    onEnded: (reason) => ends.push(reason),
  });
  void supervised.run();
  const first = await nextMessage();
  expect(first).toBe(supervised.pid);
  const restarted = nextMessage();
  process.kill(Number(first), 'SIGKILL');
  expect(await restarted).not.toBe(first);
  expect(ends).toEqual(['SIGKILL']);
});

it('stops a process by closing its channel, and for good', async () => {
  const { supervised, nextMessage } = supervise(announcesItself);
  const life = supervised.run();
  const pid = Number(await nextMessage());
  await supervised.stop();
  await life;
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  expect(supervised.pid).toBeUndefined();
});

it('kills a process that does not stop when asked', async () => {
  const { supervised, nextMessage } = supervise(ignoresEverything, { patienceMs: 50 });
  void supervised.run();
  const pid = Number(await nextMessage());
  await supervised.stop();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

it('lets an end be the end where that is wanted', async () => {
  const codes: (number | null)[] = [];
  const { supervised } = supervise('process.exit(3)', {
    restarts: (code) => {
      codes.push(code);
      return codes.length < 2;
    },
  });
  await supervised.run();
  expect(codes).toEqual([3, 3]);
});

it('reports a program that is not there', async () => {
  const ends: string[] = [];
  const { supervised } = supervise('', {
    command: () => ({ file: '/nowhere/program', args: [] }),
    onEnded: (reason) => ends.push(reason),
    restarts: () => false,
  });
  await supervised.run();
  expect(ends[0]).toContain('ENOENT');
});
