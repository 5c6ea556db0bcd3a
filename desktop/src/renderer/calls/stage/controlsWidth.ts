import type { CallSize } from '../../app/layoutStore.ts';

/**
 * Steps of the dock, px of its width: everything in one row (with captions that needs more), captions
 * below, everything below. CallDock.module.css has the same.
 */
const dockSteps = { oneRow: 880, oneRowCaptioned: 1080, twoRows: 700 } as const;
const margin = 32;
const gap = 16;
/** Two tiles stay in view beside the controls; beside captions the edge of a third. */
const tiles = { alone: 328, captioned: 368 } as const;
/** Kept free while there are none, so that a little more or less of a window changes little. */
const captions = { none: 280, some: 320 } as const;

/** How wide the row of controls may be in a call of this width, px. */
export function controlsWidth(size: CallSize, width: number, captioned: boolean): number {
  const room = Math.max(0, width - margin);
  if (size === 'stage' || width < dockSteps.twoRows) return room;
  if (width < (captioned ? dockSteps.oneRowCaptioned : dockSteps.oneRow)) {
    return room - gap - tiles.alone;
  }
  return captioned
    ? room - 2 * gap - tiles.captioned - captions.some
    : room - 2 * gap - tiles.alone - captions.none;
}
