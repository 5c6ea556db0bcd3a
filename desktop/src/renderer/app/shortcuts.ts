import type { Runtime } from '../../shell/Runtime.ts';

/** What has a shortcut that works everywhere in the window. */
export type AppAction =
  | 'search'
  | 'newPage'
  | 'back'
  | 'forward'
  | 'toggleSidebar'
  | 'toggleTheme'
  | 'settings'
  | 'shortcuts';

/** The keys of an action here, as tooltips, the palette and the overview write them. */
export function shortcutOf(
  action: AppAction,
  { kind, platform }: Pick<Runtime, 'kind' | 'platform'>,
): string {
  switch (action) {
    case 'search':
      return 'mod+K';
    case 'newPage':
      // A browser keeps the short one for a window of its own.
      return kind === 'electron' ? 'mod+N' : 'mod+alt+N';
    case 'back':
      return platform === 'mac' ? 'mod+[' : 'alt+ArrowLeft';
    case 'forward':
      return platform === 'mac' ? 'mod+]' : 'alt+ArrowRight';
    case 'toggleSidebar':
      return 'mod+\\';
    case 'toggleTheme':
      return 'mod+shift+L';
    case 'settings':
      return 'mod+,';
    case 'shortcuts':
      return '?';
  }
}

/** In the order of the overview. */
export const appActions = [
  'search',
  'newPage',
  'back',
  'forward',
  'toggleSidebar',
  'toggleTheme',
  'settings',
  'shortcuts',
] as const satisfies readonly AppAction[];
