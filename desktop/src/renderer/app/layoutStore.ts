import type { MinutesTemplate, PageId } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

/** What the right panel can show, one at a time. */
export type RightPanelKind =
  | 'people'
  | 'calls'
  | 'transcript'
  | 'comments'
  | 'history'
  /** Of the call this window is in: what is written, and who is there. */
  | 'call-chat'
  | 'call-people';

export type SettingsTab = 'general' | 'account' | 'data' | 'speech' | 'summaries' | 'calls';

export type DialogKind =
  | 'settings'
  | 'search'
  | 'connect'
  | 'share'
  | 'join'
  | 'move'
  | 'trash'
  | 'shortcuts'
  | 'new-workspace'
  | 'rename-workspace'
  | 'import'
  | 'transcribe'
  | 'export'
  | 'export-transcript'
  | 'send-transcript';

/** Where a running call is drawn in this window: above the page, or in the page's place. */
export type CallSize = 'dock' | 'stage';

/** What of the window is open just now. Nothing of it is kept. */
export interface LayoutState {
  readonly rightPanel: RightPanelKind | null;
  readonly sidebarSheet: boolean;
  readonly dialog: DialogKind | null;
  /** Where the settings open; null: at the first. */
  readonly settingsTab: SettingsTab | null;
  /** The page that `move` or `export` is about; null: the workspace. */
  readonly dialogPage: PageId | null;
  /** What `send-transcript` is to summarise it as; null: as before. */
  readonly dialogTemplate: MinutesTemplate | null;
  /** Filled in when the join dialog opens from a link. */
  readonly joinLink: string;
  readonly callSize: CallSize;
  /** While the call is on the stage: whether the page stands beside it, where there is room. */
  readonly stagePage: boolean;
  readonly stagePageRoom: boolean;
  /** The thread of comments to open in the page that is shown. */
  readonly thread: string | null;
  /** The line of the transcript to go to on the page that is shown, or is about to be. */
  readonly utterance: string | null;
  /** Where the cursor goes in the next page that opens. */
  readonly focus: 'title' | 'body' | null;
}

/** Whether the page is drawn beside the call on the stage: another panel takes its place. */
export function isPageBeside(state: LayoutState): boolean {
  return state.stagePage && state.stagePageRoom && state.rightPanel === null;
}

export type LayoutStore = StoreApi<LayoutState>;

export function createLayoutStore(): LayoutStore {
  return createStore<LayoutState>(() => ({
    rightPanel: null,
    sidebarSheet: false,
    dialog: null,
    settingsTab: null,
    dialogPage: null,
    dialogTemplate: null,
    joinLink: '',
    callSize: 'dock',
    stagePage: true,
    stagePageRoom: false,
    thread: null,
    utterance: null,
    focus: null,
  }));
}
