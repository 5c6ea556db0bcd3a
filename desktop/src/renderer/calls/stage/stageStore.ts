import type { TrackSource } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

/** `auto`: who is alone with one is large, a screen is large, else a grid. */
export type StageChoice = 'auto' | 'grid' | 'speaker';

/** Somebody's picture, as one points at it. */
export interface PinnedTile {
  readonly session: string;
  readonly source: Extract<TrackSource, 'camera' | 'screen_share'>;
}

/** How this window shows its call. Nothing of it is kept beyond the call. */
export interface StageState {
  /** Large whatever else happens; null: the layout decides. */
  readonly pinned: PinnedTile | null;
  readonly layout: StageChoice;
  /** Of the grid, from 0; where there are fewer pages the last one is shown. */
  readonly page: number;
  /** One's own picture is not drawn for oneself; the others see it as before. */
  readonly selfHidden: boolean;
  /** The small window that the call is drawn into too. */
  readonly mini: Window | null;
}

export interface StageStore extends StoreApi<StageState> {
  pin(tile: PinnedTile): void;
  unpin(): void;
  setLayout(layout: StageChoice): void;
  setPage(page: number): void;
  setSelfHidden(hidden: boolean): void;
  /** For the next call: everything as at first. */
  reset(): void;
}

const atFirst: Omit<StageState, 'mini'> = {
  pinned: null,
  layout: 'auto',
  page: 0,
  selfHidden: false,
};

export function createStageStore(): StageStore {
  const store = createStore<StageState>(() => ({ ...atFirst, mini: null }));
  return Object.assign(store, {
    pin: (pinned: PinnedTile) => store.setState({ pinned }),
    unpin: () => store.setState({ pinned: null }),
    // A choice of layout is a wish to see it: what is pinned would stand in its way.
    setLayout: (layout: StageChoice) => store.setState({ layout, pinned: null, page: 0 }),
    setPage: (page: number) => store.setState({ page: Math.max(0, page) }),
    setSelfHidden: (selfHidden: boolean) => store.setState({ selfHidden }),
    reset: () => store.setState(atFirst),
  });
}
