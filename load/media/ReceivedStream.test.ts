import { describe, expect, test } from 'vitest';
import { ReceivedStream } from './ReceivedStream.ts';

function streamOf(numbers: readonly number[]): ReceivedStream {
  const stream = new ReceivedStream('audio');
  numbers.forEach((number, at) => stream.note(number, 100, at * 20));
  return stream;
}

describe('a received stream', () => {
  test('counts what came and what was left out', () => {
    const stream = streamOf([5, 6, 8, 9]);
    expect([stream.packets, stream.bytes, stream.lost, stream.firstAt]).toEqual([4, 400, 1, 0]);
  });

  test('takes a late packet for late, not for lost', () => {
    expect(streamOf([5, 7, 6, 8]).lost).toBe(0);
  });

  test('goes on where the numbers begin again', () => {
    expect(streamOf([65_534, 65_535, 0, 2]).lost).toBe(1);
  });

  test('knows the longest pause', () => {
    const stream = streamOf([1, 2]);
    stream.note(3, 100, 500);
    stream.note(4, 100, 520);
    expect(stream.longestPauseMs).toBe(480);
  });

  test('counts from nothing after a reset, and what was lost before stays out of it', () => {
    const stream = streamOf([1, 3]);
    stream.resetCounts();
    stream.note(4, 100, 60);
    stream.note(6, 100, 80);
    expect([stream.packets, stream.bytes, stream.lost]).toEqual([2, 200, 1]);
    expect(stream.longestPauseMs).toBe(40);
  });
});
