import { IconPhoneOff } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSize } from '../../app/layoutStore.ts';
import type { CallSession } from '../CallSession.ts';
import { ReactionBar } from '../reactions/ReactionBar.tsx';
import classes from './CallControls.module.css';
import { ControlButton } from './ControlButton.tsx';
import { fitControls } from './fitControls.ts';
import { MediaControl } from './MediaControl.tsx';
import { MoreMenu } from './MoreMenu.tsx';
import { useCallActions } from './useCallActions.ts';
import { useOptionalControls } from './useOptionalControls.ts';

/** What one does in a call. Leave stands apart; what does not fit is in *more*. */
export function CallControls(props: {
  readonly session: CallSession;
  readonly size: CallSize;
  readonly pageTitle: string;
  /** Pixels the row may take. */
  readonly width: number;
}) {
  const { session, size, pageTitle, width } = props;
  const { t } = useTranslation();
  const actions = useCallActions(session);
  const controls = useOptionalControls(session, pageTitle);
  const { labelled, shown, inMore } = fitControls(width, size === 'stage');
  return (
    <ReactionBar session={session}>
      <div
        className={classes.controls}
        data-size={size}
        data-labelled={labelled || undefined}
        role="toolbar"
        aria-label={t('calls.controls.label')}
        onKeyDown={moveFocus}
      >
        <MediaControl session={session} kind="microphone" />
        <MediaControl session={session} kind="camera" />
        {shown.map((name) => (
          <ControlButton key={name} {...controls[name]} />
        ))}
        <MoreMenu session={session} controls={controls} inMore={inMore} />
        <span className={classes.gap} />
        <ControlButton
          label={t('calls.controls.leave')}
          word={t('calls.controls.leaveWord')}
          icon={IconPhoneOff}
          tone="leave"
          onClick={actions.leave}
        />
      </div>
    </ReactionBar>
  );
}

/** Arrow keys go from one control to the next (WAI-ARIA toolbar pattern). */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const bar = event.currentTarget;
  // Events of menus come through React's tree, not through the document's.
  if (step === 0 || !(event.target instanceof Node) || !bar.contains(event.target)) return;
  const buttons = [...bar.querySelectorAll('button')];
  const here = buttons.findIndex((button) => button === document.activeElement);
  buttons[(here + step + buttons.length) % buttons.length]?.focus();
  event.preventDefault();
}
