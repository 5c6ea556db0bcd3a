import type { Preferences } from '@confab/shared-types';
import { useData, useServices } from './AppContext.ts';

export interface KeptWidth {
  /** Px. */
  readonly width: number;
  readonly onResize: (width: number) => void;
  readonly onResized: (width: number) => void;
}

/** Of the page beside a call's stage, until somebody has moved its edge. */
const stagePageWidth = 400;

/** The width of a column: drawn at once while its edge moves, kept when the edge is let go. */
export function useKeptWidth(column: 'sidebarWidth' | 'stagePageWidth'): KeptWidth {
  const { app, hub } = useServices();
  const width = useData(({ preferences }) => preferences[column]) ?? stagePageWidth;
  const change = (chosen: number): Partial<Preferences> => ({ [column]: chosen });
  return {
    width,
    onResize: (chosen) =>
      app.setState(({ data }) => ({
        data: data && { ...data, preferences: { ...data.preferences, ...change(chosen) } },
      })),
    onResized: (chosen) => {
      hub
        .request('preferences.update', change(chosen))
        .catch((error: unknown) => console.error(error));
    },
  };
}
