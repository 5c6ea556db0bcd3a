import { describe, expect, it } from 'vitest';
import { PaceWatch } from './PaceWatch.ts';

function watch(): PaceWatch {
  return new PaceWatch([
    { widest: 1280, slowestMs: 50 },
    { widest: 640, slowestMs: 100 },
  ]);
}

function make(pace: PaceWatch, milliseconds: number, count: number): void {
  for (let made = 0; made < count; made += 1) pace.took(milliseconds);
}

describe('PaceWatch', () => {
  it('keeps a size that is fast enough, one stall notwithstanding', () => {
    const pace = watch();
    make(pace, 30, 29);
    pace.took(500);
    make(pace, 30, 300);
    expect(pace.widest).toBe(1280);
  });

  it('goes smaller before it gives up', () => {
    const pace = watch();
    make(pace, 120, 29);
    expect(pace.widest).toBe(1280);
    make(pace, 120, 1);
    expect(pace.widest).toBe(640);
    make(pace, 120, 30);
    expect(pace.widest).toBeNull();
  });

  it('stays where the smaller size is fast enough', () => {
    const pace = watch();
    make(pace, 120, 30);
    make(pace, 80, 300);
    expect(pace.widest).toBe(640);
  });
});
