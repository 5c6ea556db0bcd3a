import type { MenuProps } from '@mantine/core';

/** Free at the edge of the window, px. */
const padding = 8;

/** A menu that is longer than the window has room for scrolls, and stays beside its button. */
export const fitsWindow: NonNullable<MenuProps['middlewares']> = {
  flip: { padding },
  shift: { padding },
  size: {
    padding,
    apply: ({ availableHeight, elements }) => {
      elements.floating.style.maxHeight = `${String(Math.max(120, availableHeight))}px`;
    },
  },
};
