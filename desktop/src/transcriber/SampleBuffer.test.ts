import { expect, it } from 'vitest';
import { SampleBuffer } from './SampleBuffer.ts';

it('gives back any stretch it holds, over the seams of what came in', () => {
  const buffer = new SampleBuffer(100);
  buffer.append(Float32Array.of(1, 2, 3));
  buffer.append(Float32Array.of(4, 5));
  buffer.append(Float32Array.of());
  buffer.append(Float32Array.of(6));
  expect([...buffer.slice(101, 105)]).toEqual([2, 3, 4, 5]);
  expect([...buffer.slice(100, 106)]).toEqual([1, 2, 3, 4, 5, 6]);
  expect(() => buffer.slice(99, 101)).toThrow(RangeError);
  expect(() => buffer.slice(105, 107)).toThrow(RangeError);
});

it('drops only what nobody asks for any more', () => {
  const buffer = new SampleBuffer();
  for (const value of [1, 2, 3, 4]) buffer.append(Float32Array.of(value, value));
  buffer.dropBefore(3);
  expect(buffer.start).toBe(2);
  expect([...buffer.slice(3, 6)]).toEqual([2, 3, 3]);
  buffer.dropBefore(100);
  expect([buffer.start, buffer.end]).toEqual([8, 8]);
});
