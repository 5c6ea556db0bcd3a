import type { SyncStatus } from '@confab/shared-types';
import type { MenuItemConstructorOptions } from 'electron';
import type { ShellTextKey, ShellTexts } from '../../shell/shellTexts.ts';
import type { LiveRing, RingChoice } from './RingService.ts';

export interface TrayContent {
  readonly sync: readonly SyncStatus[];
  readonly rings: readonly LiveRing[];
  readonly callActive: boolean;
}

export interface TrayActions {
  open(): void;
  quit(): void;
  choose(ring: string, choice: RingChoice): void;
  toggleMicrophone(): void;
  leaveCall(): void;
}

/** Worst first: what the one line about all workspaces says. */
const syncTexts: readonly (readonly [SyncStatus['state'], ShellTextKey])[] = [
  ['no-permission', 'syncNoPermission'],
  ['signed-out', 'syncSignedOut'],
  ['offline', 'syncOffline'],
  ['syncing', 'syncSyncing'],
  ['synced', 'syncSynced'],
  ['local', 'syncLocal'],
];

export function syncText(sync: readonly SyncStatus[]): ShellTextKey {
  const found = syncTexts.find(([state]) => sync.some((status) => status.state === state));
  return found?.[1] ?? 'syncLocal';
}

/** The tray's menu. It holds every action: on Linux a click on the icon may do nothing at all. */
export function trayMenu(
  { sync, rings, callActive }: TrayContent,
  actions: TrayActions,
  texts: ShellTexts,
): MenuItemConstructorOptions[] {
  const separator = { type: 'separator' } as const;
  const ringing = rings.flatMap(({ ring }): MenuItemConstructorOptions[] => [
    {
      label: texts('acceptFrom', { name: ring.from.name }),
      click: () => actions.choose(ring.id, 'accept'),
    },
    {
      label: texts('declineFrom', { name: ring.from.name }),
      click: () => actions.choose(ring.id, 'decline'),
    },
    separator,
  ]);
  const call: MenuItemConstructorOptions[] = callActive
    ? [
        { label: texts('inCall'), enabled: false },
        { label: texts('toggleMicrophone'), click: () => actions.toggleMicrophone() },
        { label: texts('leaveCall'), click: () => actions.leaveCall() },
        separator,
      ]
    : [];
  return [
    ...ringing,
    ...call,
    { label: texts('open'), click: () => actions.open() },
    { label: texts(syncText(sync)), enabled: false },
    separator,
    { label: texts('quit'), click: () => actions.quit() },
  ];
}
