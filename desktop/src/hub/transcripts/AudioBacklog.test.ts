import { expect, it } from 'vitest';
import { AudioBacklog } from './AudioBacklog.ts';

function filled(limit: number): AudioBacklog {
  const backlog = new AudioBacklog(limit);
  backlog.add(10, Float32Array.of(1, 2, 3));
  backlog.add(13, Float32Array.of(4, 5));
  backlog.add(100, Float32Array.of(6));
  return backlog;
}

function held(backlog: AudioBacklog, from: number): [number, number[]][] {
  return [...backlog.from(from)].map(({ firstSample, samples }) => [firstSample, [...samples]]);
}

it('gives what is held from a position on, gaps as they were', () => {
  expect(held(filled(100), 12)).toEqual([
    [12, [3]],
    [13, [4, 5]],
    [100, [6]],
  ]);
  expect(held(filled(100), 200)).toEqual([]);
});

it('forgets what is processed', () => {
  const backlog = filled(100);
  backlog.dropBefore(14);
  expect(held(backlog, 0)).toEqual([
    [13, [4, 5]],
    [100, [6]],
  ]);
  expect(backlog.lost).toBe(0);
});

it('keeps the newest when there is too much, and says what went', () => {
  const backlog = filled(4);
  expect(held(backlog, 0)).toEqual([
    [13, [4, 5]],
    [100, [6]],
  ]);
  expect(backlog.lost).toBe(3);
});
