import { describe, expect, it } from 'vitest';
import { decodeChannelFrame, encodeChannelFrame } from './frames.ts';

describe('audio frames', () => {
  const samples = Float32Array.of(0, 0.5, -1, 0.25);
  const frame = { kind: 'audio', stream: 'stream-1', firstSample: 1600, samples } as const;

  it('carry samples as they were', () => {
    expect(decodeChannelFrame(encodeChannelFrame(frame))).toEqual(frame);
  });

  it('are read from a part of a larger Node Buffer, at any alignment', () => {
    const bytes = encodeChannelFrame(frame);
    for (const offset of [0, 1, 2, 3]) {
      const pool = Buffer.alloc(bytes.length + 7);
      pool.set(bytes, offset);
      expect(decodeChannelFrame(pool.subarray(offset, offset + bytes.length))).toEqual(frame);
    }
  });

  it('of half a sample are refused', () => {
    const bytes = encodeChannelFrame({ ...frame, samples: Float32Array.of(1) });
    const cut = bytes.slice(0, -1);
    cut[cut.length - 4] = 3;
    expect(() => decodeChannelFrame(cut)).toThrow('audio is not whole samples');
  });
});
