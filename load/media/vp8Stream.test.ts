import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pacer } from './Pacer.ts';
import { Vp8Stream, type Vp8Packet } from './vp8Stream.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start(bitsPerSecond: number) {
  const packets: Vp8Packet[] = [];
  const pacer = new Pacer();
  const stream = new Vp8Stream(pacer, bitsPerSecond, (packet) => packets.push(packet));
  return { stream, packets };
}

const isKeyFrame = ({ payload }: Vp8Packet) =>
  payload[0] === 0x90 && ((payload[6] ?? 1) & 1) === 0 && payload.readUIntBE(9, 3) === 0x9d012a;

test('begins with a key frame and sends its bits and frames a second', () => {
  const { packets } = start(500_000);
  vi.advanceTimersByTime(10_000);
  const frames = packets.filter(({ marker }) => marker).length;
  const bits = packets.reduce((sum, { payload }) => sum + payload.length * 8, 0);
  expect(packets.findIndex(isKeyFrame)).toBe(0);
  expect(packets.filter(isKeyFrame)).toHaveLength(1);
  expect(frames).toBeGreaterThan(295);
  expect(frames).toBeLessThan(303);
  expect(bits).toBeGreaterThan(4_800_000);
  expect(bits).toBeLessThan(5_300_000);
});

test('sends a key frame when asked, and after a pause', () => {
  const { stream, packets } = start(100_000);
  vi.advanceTimersByTime(1000);
  stream.requestKeyFrame();
  vi.advanceTimersByTime(1000);
  expect(packets.filter(isKeyFrame)).toHaveLength(2);
  stream.setPaused(true);
  const { length } = packets;
  vi.advanceTimersByTime(1000);
  expect(packets).toHaveLength(length);
  stream.setPaused(false);
  vi.advanceTimersByTime(1000);
  expect(packets.filter(isKeyFrame)).toHaveLength(3);
});

test('counts pictures up by one, and those of the base layer too', () => {
  const { packets } = start(100_000);
  vi.advanceTimersByTime(1000);
  const pictures = packets
    .filter(({ marker }) => marker)
    .map(({ payload }) => payload.readUInt16BE(2) & 0x7fff);
  pictures.slice(1).forEach((picture, at) => {
    expect(picture).toBe(((pictures[at] ?? 0) + 1) & 0x7fff);
  });
  const layers = packets
    .filter(({ marker }) => marker)
    .slice(0, 5)
    .map(({ payload }) => (payload[5] ?? 0) >> 6);
  expect(layers).toEqual([0, 2, 1, 2, 0]);
});
