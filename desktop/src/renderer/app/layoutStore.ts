import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

/** What the right panel can show, one at a time. */
export type RightPanelKind = 'people' | 'calls' | 'transcript';

export type DialogKind = 'settings' | 'search' | 'connect' | 'share' | 'join';

/** Where a running call is drawn in this window: above the page, or in the page's place. */
export type CallSize = 'dock' | 'stage';

/** What of the window is open just now. Nothing of it is kept. */
export interface LayoutState {
  readonly rightPanel: RightPanelKind | null;
  readonly sidebarSheet: boolean;
  readonly dialog: DialogKind | null;
  /** Filled in when the join dialog opens from a link. */
  readonly joinLink: string;
  readonly callSize: CallSize;
  /** Where the cursor goes in the next page that opens. */
  readonly focus: 'title' | 'body' | null;
}

export type LayoutStore = StoreApi<LayoutState>;

export function createLayoutStore(): LayoutStore {
  return createStore<LayoutState>(() => ({
    rightPanel: null,
    sidebarSheet: false,
    dialog: null,
    joinLink: '',
    callSize: 'dock',
    focus: null,
  }));
}
