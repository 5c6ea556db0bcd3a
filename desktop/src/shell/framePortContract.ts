import { describe, expect, test } from 'vitest';
import type { FramePort } from './FramePort.ts';

export interface FramePortPair {
  readonly here: FramePort;
  /** The other end, as far as the suite needs it. */
  readonly there: Pick<FramePort, 'send' | 'onFrame' | 'close'>;
  readonly dispose: () => Promise<void>;
}

/** What every implementation of `FramePort` does. */
export function framePortContract(name: string, open: () => Promise<FramePortPair>): void {
  describe(`FramePort: ${name}`, () => {
    test('carries frames whole and in order, both ways', async () => {
      const { here, there, dispose } = await open();
      const sent = [new Uint8Array([1]), new Uint8Array(70_000).fill(7), new Uint8Array([])];
      for (const frame of sent) there.send(frame);
      expect(await takeFrames(here, sent.length)).toEqual(sent.map((frame) => [...frame]));
      for (const frame of sent) here.send(frame);
      expect(await takeFrames(there, sent.length)).toEqual(sent.map((frame) => [...frame]));
      await dispose();
    });

    test('keeps frames that came before anyone listened', async () => {
      const { here, there, dispose } = await open();
      there.send(new Uint8Array([1, 2]));
      there.send(new Uint8Array([3]));
      // An answer that comes back shows that the frames before it have arrived.
      const echoed = takeFrames(there, 1);
      here.send(new Uint8Array([9]));
      await echoed;
      expect(await takeFrames(here, 2)).toEqual([[1, 2], [3]]);
      await dispose();
    });

    test('tells once when the other end closes, also who asks later', async () => {
      const { here, there, dispose } = await open();
      const reasons: string[] = [];
      await new Promise<void>((resolve) => {
        here.onClose((reason) => {
          reasons.push(reason);
          resolve();
        });
        there.close();
      });
      here.close();
      here.send(new Uint8Array([1]));
      expect(reasons).toHaveLength(1);
      await new Promise<void>((resolve) => here.onClose(() => resolve()));
      await dispose();
    });

    test('says how much waits to leave', async () => {
      const { here, dispose } = await open();
      expect(here.bufferedBytes).toBeGreaterThanOrEqual(0);
      await dispose();
    });
  });
}

function takeFrames(port: Pick<FramePort, 'onFrame'>, count: number): Promise<number[][]> {
  return new Promise((resolve) => {
    const frames: number[][] = [];
    port.onFrame((frame) => {
      frames.push([...frame]);
      if (frames.length === count) resolve(frames);
    });
  });
}
