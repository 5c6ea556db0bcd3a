import type { SyncStatus } from '@confab/shared-types';
import type { MenuItemConstructorOptions } from 'electron';
import type { TrayState } from '../../shell/Host.ts';
import type { ShellCall, ShellCommand } from '../../shell/Runtime.ts';
import type { ShellTextKey, ShellTexts } from '../../shell/shellTexts.ts';
import type { LiveRing, RingChoice } from './RingService.ts';

export interface TrayContent extends Omit<TrayState, 'ringing'> {
  readonly rings: readonly LiveRing[];
  readonly call: ShellCall | null;
  /** Null while it is not known, or cannot be had here. */
  readonly autostart: boolean | null;
}

export interface TrayActions {
  readonly open: () => void;
  readonly quit: () => void;
  readonly choose: (ring: string, choice: RingChoice) => void;
  /** Tells the page; its window comes forward for what is to be seen there. */
  readonly command: (command: ShellCommand) => void;
  readonly setAutostart: (on: boolean) => void;
}

type Items = MenuItemConstructorOptions[];

const separator = { type: 'separator' } as const;
const longestLabel = 60;

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

/** How long a call has been going, to the minute. */
export function callTime({ startedAt }: ShellCall, now: number, texts: ShellTexts): string {
  const minutes = Math.max(0, Math.floor((now - startedAt) / 60_000));
  if (minutes < 60) return texts('minutes', { minutes });
  return texts('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** The tray's menu. It holds every action: on Linux a click on the icon may do nothing at all. */
export function trayMenu(
  content: TrayContent,
  actions: TrayActions,
  texts: ShellTexts,
  now: number,
): Items {
  const { command } = actions;
  return [
    ...content.rings.flatMap((live) => ringItems(live, actions, texts)),
    ...(content.call === null ? [] : callItems(content.call, actions, texts, now)),
    { label: texts('open'), click: () => actions.open() },
    ...pageItems(content, actions, texts),
    separator,
    { label: texts(syncText(content.sync)), enabled: false },
    {
      label: texts('doNotDisturb'),
      type: 'checkbox',
      checked: content.doNotDisturb,
      click: () => command({ type: 'set-do-not-disturb', on: !content.doNotDisturb }),
    },
    ...autostartItem(content, actions, texts),
    separator,
    { label: texts('quit'), click: () => actions.quit() },
  ];
}

function ringItems({ ring }: LiveRing, actions: TrayActions, texts: ShellTexts): Items {
  const name = asLabel(ring.from.name);
  return [
    { label: texts('acceptFrom', { name }), click: () => actions.choose(ring.id, 'accept') },
    { label: texts('declineFrom', { name }), click: () => actions.choose(ring.id, 'decline') },
    separator,
  ];
}

function callItems(
  call: ShellCall,
  { command }: TrayActions,
  texts: ShellTexts,
  now: number,
): Items {
  const time = callTime(call, now, texts);
  const microphone: Items =
    call.microphone === 'none'
      ? []
      : [
          {
            label: texts(call.microphone === 'muted' ? 'unmute' : 'mute'),
            click: () => command({ type: 'toggle-microphone' }),
          },
        ];
  const camera: Items =
    call.camera === 'none'
      ? []
      : [
          {
            label: texts(call.camera === 'on' ? 'cameraOff' : 'cameraOn'),
            click: () => command({ type: 'toggle-camera' }),
          },
        ];
  return [
    { label: texts('inCallFor', { title: asLabel(call.title), time }), enabled: false },
    ...microphone,
    ...camera,
    { label: texts('leaveCall'), click: () => command({ type: 'leave-call' }) },
    separator,
  ];
}

function pageItems(
  { missed, recentPages }: TrayContent,
  { command }: TrayActions,
  texts: ShellTexts,
): Items {
  const calls: Items =
    missed === 0
      ? []
      : [
          {
            label: texts('missedCalls', { count: missed }),
            click: () => command({ type: 'open-notifications' }),
          },
        ];
  if (recentPages.length === 0) return calls;
  const submenu = recentPages.map(({ workspace, page, title }) => ({
    label: asLabel(title) || texts('untitled'),
    click: () => command({ type: 'open-page', workspace, page }),
  }));
  return [...calls, { label: texts('recentPages'), submenu }];
}

function autostartItem(
  { autostart }: TrayContent,
  { setAutostart }: TrayActions,
  texts: ShellTexts,
): Items {
  if (autostart === null) return [];
  const label = texts('autostart');
  return [{ label, type: 'checkbox', checked: autostart, click: () => setAutostart(!autostart) }];
}

/** What people named, as a menu shows it: a single `&` would mark a key. */
function asLabel(text: string): string {
  const short = text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text;
  return short.trim().replaceAll('&', '&&');
}
