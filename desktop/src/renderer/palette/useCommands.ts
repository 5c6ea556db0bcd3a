import {
  IconArrowLeft,
  IconArrowRight,
  IconArrowsMove,
  IconBell,
  IconBellOff,
  IconBook2,
  IconBriefcase,
  IconCalendarEvent,
  IconCopy,
  IconDeviceDesktop,
  IconFileExport,
  IconFileImport,
  IconFileMusic,
  IconFilePlus,
  IconFileText,
  IconHistory,
  IconKeyboard,
  IconLanguage,
  IconLayoutSidebar,
  IconLink,
  IconMessage,
  IconMoon,
  IconPhone,
  IconPlus,
  IconRefresh,
  IconServer,
  IconSettings,
  IconStar,
  IconSun,
  IconSwitchHorizontal,
  IconTrash,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Preferences } from '@confab/shared-types';
import { useData, useRoute, useServices } from '../app/AppContext.ts';
import type { RightPanelKind } from '../app/layoutStore.ts';
import { goTo } from '../app/route.ts';
import { shortcutOf } from '../app/shortcuts.ts';
import { useAppActions } from '../app/useAppActions.ts';
import { useCreatePage } from '../app/useCreatePage.ts';
import { useCalls } from '../calls/CallsContext.ts';
import { useDoNotDisturb } from '../calls/notifications/useDoNotDisturb.ts';
import { useStartCall } from '../calls/useStartCall.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { findNode } from '../documents/pageTree.ts';
import type { PageNode } from '../documents/pageTree.ts';
import { useSummarise } from '../minutes/actions/useSummarise.ts';
import { usePageCommands } from '../pages/usePageCommands.ts';
import { useTrashPage } from '../pages/useTrashPage.ts';
import type { Command } from './Command.ts';

/** Writes a command's words in the language shown and, to be found by, in the others. */
type Named = (
  id: string,
  icon: Icon,
  text: (t: TFunction) => string,
  run: () => void,
  more?: Pick<Command, 'shortcut' | 'common'>,
) => Command;

/** Everything that can be done from where the person is. */
export function useCommands(): readonly Command[] {
  const { t, i18n } = useTranslation();
  const others = [i18n.getFixedT('en'), i18n.getFixedT('ko')];
  const named: Named = (id, icon, text, run, more = {}) => ({
    id,
    icon,
    run,
    label: text(t),
    otherWords: others.map((other) => text(other)).join(' '),
    ...more,
  });
  return [
    ...useNewPageCommands(named),
    ...useOpenPageCommands(named),
    ...useAppCommands(named),
    ...useLookCommands(named),
    ...useWorkspaceCommands(named),
  ];
}

const templateIcons = [
  ['meeting', IconCalendarEvent],
  ['project', IconBriefcase],
  ['study-plan', IconBook2],
] as const;

function useNewPageCommands(named: Named): readonly Command[] {
  const { layout, runtime } = useServices();
  const { workspace, writable } = usePageIndex();
  const createPage = useCreatePage(workspace);
  if (!writable) return [];
  return [
    named(
      'new-page',
      IconPlus,
      (t) => t('sidebar.newPage'),
      () => createPage(null),
      {
        shortcut: shortcutOf('newPage', runtime),
        common: true,
      },
    ),
    ...templateIcons.map(([template, icon]) =>
      named(
        `template-${template}`,
        icon,
        (t) => t('searching.commands.fromTemplate', { name: t(`pages.templates.${template}`) }),
        () => createPage(null, template),
        { common: true },
      ),
    ),
    named(
      'import',
      IconFileImport,
      (t) => t('searching.commands.import'),
      () => layout.setState({ dialog: 'import' }),
    ),
    named(
      'transcribe',
      IconFileMusic,
      (t) => t('recordings.add'),
      () => layout.setState({ dialog: 'transcribe' }),
    ),
  ];
}

function useOpenPageCommands(named: Named): readonly Command[] {
  const { layout } = useServices();
  const { workspace, writable, tree } = usePageIndex();
  const page = useRoute((route) => route.page);
  const commands = usePageCommands();
  const createPage = useCreatePage(workspace);
  const trash = useTrashPage();
  const node = page === null ? undefined : findNode(tree, page);
  const minutes = useMinutesCommands(named, node);
  if (page === null || node === undefined) return [];
  const favourite = commands.isFavourite(page);
  const panel = (rightPanel: RightPanelKind) => () => layout.setState({ rightPanel });
  const reading: readonly Command[] = [
    named(
      'favourite',
      IconStar,
      (t) => t(favourite ? 'pages.menu.removeFavourite' : 'pages.menu.addFavourite'),
      () => commands.toggleFavourite(page),
    ),
    named(
      'copy-link',
      IconLink,
      (t) => t('searching.commands.copyLink'),
      () => commands.copyLink(page),
    ),
    named('comments', IconMessage, (t) => t('searching.commands.comments'), panel('comments')),
    named('history', IconHistory, (t) => t('searching.commands.history'), panel('history')),
    named(
      'export',
      IconFileExport,
      (t) => t('searching.commands.export'),
      () => commands.export(page),
    ),
    ...minutes,
  ];
  if (!writable) return reading;
  return [
    ...reading,
    named(
      'add-inside',
      IconFilePlus,
      (t) => t('searching.commands.addInside'),
      () => createPage(page),
    ),
    named(
      'duplicate',
      IconCopy,
      (t) => t('searching.commands.duplicate'),
      () => commands.duplicate(page),
    ),
    named(
      'move',
      IconArrowsMove,
      (t) => t('searching.commands.move'),
      () => commands.move(page),
    ),
    named(
      'trash-page',
      IconTrash,
      (t) => t('searching.commands.trashPage'),
      () => trash(node),
    ),
  ];
}

function useMinutesCommands(named: Named, node: PageNode | undefined): readonly Command[] {
  const { workspace, writable } = usePageIndex();
  const commands = usePageCommands();
  const { ask } = useSummarise(workspace);
  if (node?.entry.kind !== 'minutes') return [];
  const exported = named(
    'export-transcript',
    IconFileText,
    (t) => t('summaries.commands.export'),
    () => commands.exportTranscript(node.id),
  );
  const summarised = named(
    'summarise',
    IconRefresh,
    (t) => t('summaries.commands.summarise'),
    () => ask(node.id),
  );
  return writable ? [exported, summarised] : [exported];
}

function useAppCommands(named: Named): readonly Command[] {
  const { layout, runtime } = useServices();
  const { workspace } = usePageIndex();
  const page = useRoute((route) => route.page);
  const actions = useAppActions(workspace);
  const startCall = useStartCall();
  const [doNotDisturb, setDoNotDisturb] = useDoNotDisturb();
  const running = useCalls((state) => state.running[workspace]);
  const inCall = useCalls((state) => state.session !== null);
  const local = useData(
    ({ workspaces }) => workspaces.find(({ id }) => id === workspace)?.server === null,
  );
  const call = (): void => {
    if (local) layout.setState({ dialog: 'share' });
    else {
      const here = running?.find((one) => one.page === page) ?? null;
      startCall({ workspace, page, call: here?.id ?? null, ring: 'everybody' });
    }
  };
  return [
    named(
      'share',
      IconUserPlus,
      (t) => t('searching.commands.share'),
      () => layout.setState({ dialog: 'share' }),
    ),
    ...(inCall ? [] : [named('call', IconPhone, (t) => t('searching.commands.call'), call)]),
    named(
      'people',
      IconUsers,
      (t) => t('searching.commands.people'),
      () => layout.setState({ rightPanel: 'people' }),
    ),
    named(
      'calls',
      IconPhone,
      (t) => t('searching.commands.calls'),
      () => layout.setState({ rightPanel: 'calls' }),
    ),
    named(
      'do-not-disturb',
      doNotDisturb ? IconBell : IconBellOff,
      (t) => t(doNotDisturb ? 'calls.doNotDisturb.turnOff' : 'calls.doNotDisturb.turnOn'),
      () => setDoNotDisturb(!doNotDisturb),
    ),
    named(
      'trash',
      IconTrash,
      (t) => t('searching.commands.trash'),
      () => layout.setState({ dialog: 'trash' }),
    ),
    named('back', IconArrowLeft, (t) => t('app.back'), actions.back, {
      shortcut: shortcutOf('back', runtime),
    }),
    named('forward', IconArrowRight, (t) => t('app.forward'), actions.forward, {
      shortcut: shortcutOf('forward', runtime),
    }),
    named('settings', IconSettings, (t) => t('searching.commands.settings'), actions.settings, {
      shortcut: shortcutOf('settings', runtime),
      common: true,
    }),
    named('shortcuts', IconKeyboard, (t) => t('searching.commands.shortcuts'), actions.shortcuts, {
      shortcut: shortcutOf('shortcuts', runtime),
      common: true,
    }),
  ];
}

const themeIcons = { light: IconSun, dark: IconMoon, system: IconDeviceDesktop } as const;

function useLookCommands(named: Named): readonly Command[] {
  const { hub, runtime } = useServices();
  const { workspace } = usePageIndex();
  const actions = useAppActions(workspace);
  const set = (changes: Partial<Preferences>) => () => {
    hub.request('preferences.update', changes).catch((error: unknown) => console.error(error));
  };
  return [
    named(
      'sidebar',
      IconLayoutSidebar,
      (t) => t('searching.commands.sidebar'),
      actions.toggleSidebar,
      { shortcut: shortcutOf('toggleSidebar', runtime) },
    ),
    named('theme', IconMoon, (t) => t('searching.commands.toggleTheme'), actions.toggleTheme, {
      shortcut: shortcutOf('toggleTheme', runtime),
    }),
    ...(['light', 'dark', 'system'] as const).map((theme) =>
      named(
        `theme-${theme}`,
        themeIcons[theme],
        (t) => t('searching.commands.theme', { name: t(`settings.theme.${theme}`) }),
        set({ theme }),
      ),
    ),
    ...(['en', 'ko', 'system'] as const).map((language) =>
      named(
        `language-${language}`,
        IconLanguage,
        (t) => t('searching.commands.language', { name: t(`settings.language.${language}`) }),
        set({ language }),
      ),
    ),
  ];
}

function useWorkspaceCommands(named: Named): readonly Command[] {
  const { layout, route } = useServices();
  const { workspace } = usePageIndex();
  const others = useData(({ workspaces }) => workspaces).filter(
    ({ id, guest }) => id !== workspace && guest !== true,
  );
  return [
    ...others.map(({ id, name }) =>
      named(
        `workspace-${id}`,
        IconSwitchHorizontal,
        (t) => t('searching.commands.switchTo', { name }),
        () => goTo(route, { workspace: id, page: null }),
      ),
    ),
    named(
      'new-workspace',
      IconPlus,
      (t) => t('sidebar.addWorkspace'),
      () => layout.setState({ dialog: 'new-workspace' }),
    ),
    named(
      'export-workspace',
      IconFileExport,
      (t) => t('searching.commands.exportAll'),
      () => layout.setState({ dialog: 'export', dialogPage: null }),
    ),
    named(
      'join',
      IconLink,
      (t) => t('sidebar.join'),
      () => layout.setState({ dialog: 'join' }),
    ),
    named(
      'connect',
      IconServer,
      (t) => t('sidebar.connect'),
      () => layout.setState({ dialog: 'connect' }),
    ),
  ];
}
