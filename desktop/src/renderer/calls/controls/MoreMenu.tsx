import { Menu } from '@mantine/core';
import {
  IconChartBar,
  IconDots,
  IconKeyboard,
  IconMaximize,
  IconMinimize,
  IconSettings,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useFullscreenDocument } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useLayout, useServices } from '../../app/AppContext.ts';
import { formatShortcut } from '../../ui/shortcut.ts';
import type { CallSession } from '../CallSession.ts';
import { useCallServices, useSession, useStage } from '../CallsContext.ts';
import { HostItems } from '../people/HostItems.tsx';
import { isHost } from '../people/personActions.ts';
import classes from './CallControls.module.css';
import { useCallAside } from './CallAsideContext.ts';
import { callShortcuts } from './callShortcuts.ts';
import type { CallAction } from './callShortcuts.ts';
import { ariaKeys } from './ariaKeys.ts';
import { ControlButton } from './ControlButton.tsx';
import type { OptionalControl } from './fitControls.ts';
import { fitsWindow } from './fitsWindow.ts';
import { MediaItems } from './MediaItems.tsx';
import { useCallActions } from './useCallActions.ts';
import type { OptionalControls } from './useOptionalControls.ts';

const layouts = ['auto', 'grid', 'speaker'] as const;

/** Everything there is no room for in the row, and what one seldom changes. */
export function MoreMenu(props: {
  readonly session: CallSession;
  readonly controls: OptionalControls;
  readonly inMore: readonly OptionalControl[];
}) {
  const { session, controls, inMore } = props;
  const { t } = useTranslation();
  const { layout } = useServices();
  const { stage } = useCallServices();
  const { view } = useCallAside();
  const actions = useCallActions(session);
  const chosen = useStage((state) => state.layout);
  const host = useSession(session, (state) => isHost(state.call));
  const { fullscreen } = useFullscreenDocument();
  const size = useLayout((state) => state.callSize);
  const news = inMore.some((name) => controls[name].badge !== undefined);
  return (
    <Menu
      position={size === 'stage' ? 'top-end' : 'bottom-end'}
      width={272}
      withInitialFocusPlaceholder={false}
      middlewares={fitsWindow}
      classNames={{ itemIndicator: classes.indicator ?? '' }}
    >
      <Menu.Target>
        <ControlButton
          label={t(news ? 'calls.controls.moreNews' : 'calls.controls.more')}
          word={t('calls.controls.more')}
          icon={IconDots}
          {...(news ? { badge: 'dot' } : {})}
        />
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        {inMore.map((name) => (
          <CollapsedItem key={name} name={name} control={controls[name]} />
        ))}
        {inMore.length > 0 && <Menu.Divider />}
        <Menu.Label>{t('calls.more.layout')}</Menu.Label>
        <Menu.RadioGroup
          value={chosen}
          onChange={(value) => {
            const next = layouts.find((one) => one === value);
            if (next !== undefined) stage.setLayout(next);
          }}
        >
          {layouts.map((value) => (
            <Menu.RadioItem key={value} value={value}>
              {t(`calls.more.layouts.${value}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Item
          icon={fullscreen ? IconMinimize : IconMaximize}
          label={t(fullscreen ? 'calls.more.fullScreenLeave' : 'calls.more.fullScreen')}
          action="fullScreen"
          onClick={actions.fullScreen}
        />
        <Menu.Divider />
        <MediaItems session={session} />
        {host && <HostItems session={session} />}
        <Menu.Divider />
        <Item
          icon={IconChartBar}
          label={t('calls.more.statistics')}
          onClick={() => view.setState({ dialog: { type: 'statistics' } })}
        />
        <Item
          icon={IconSettings}
          label={t('calls.more.settings')}
          onClick={() => layout.setState({ dialog: 'settings', settingsTab: 'calls' })}
        />
        <Item
          icon={IconKeyboard}
          label={t('calls.more.shortcuts')}
          action="help"
          onClick={actions.help}
        />
      </Menu.Dropdown>
    </Menu>
  );
}

function CollapsedItem(props: {
  readonly name: OptionalControl;
  readonly control: OptionalControls[OptionalControl];
}) {
  const { name, control } = props;
  const { label, icon, reason = null, onClick } = control;
  const item = { icon, label, onClick, reason };
  return name === 'transcription' ? <Item {...item} /> : <Item {...item} action={name} />;
}

function Item(props: {
  readonly icon: Icon;
  readonly label: string;
  readonly action?: CallAction;
  readonly reason?: string | null;
  readonly onClick: () => void;
}) {
  const { icon: Glyph, label, action, reason = null, onClick } = props;
  const { runtime } = useServices();
  const keys =
    action === undefined ? null : formatShortcut(callShortcuts[action], runtime.platform);
  return (
    <Menu.Item
      {...(reason === null
        ? {}
        : { 'data-disabled': true, 'aria-description': reason, title: reason })}
      aria-keyshortcuts={action === undefined ? undefined : ariaKeys(callShortcuts[action])}
      leftSection={<Glyph size={16} stroke={1.75} aria-hidden />}
      rightSection={
        keys !== null && (
          <kbd className={classes.keys} aria-hidden>
            {keys}
          </kbd>
        )
      }
      onClick={() => {
        if (reason === null) onClick();
      }}
    >
      {label}
    </Menu.Item>
  );
}
