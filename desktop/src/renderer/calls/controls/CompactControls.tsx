import { IconHandStop, IconPhoneOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import classes from './CallControls.module.css';
import { ControlButton } from './ControlButton.tsx';
import { MutedWord } from './MediaControl.tsx';
import { useCallActions } from './useCallActions.ts';
import { useOwnControls } from './useOwnControls.ts';

/** The controls of the small call window: no menus and no tooltips, which would open elsewhere. */
export function CompactControls({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const actions = useCallActions(session);
  const { microphone, camera } = useOwnControls(session);
  const hand = useSession(session, (state) => state.call.self?.handRaised ?? false);
  return (
    <div className={classes.controls} role="toolbar" aria-label={t('calls.controls.label')}>
      <div className={classes.split}>
        <ControlButton {...microphone} plainTooltip onClick={actions.microphone} />
        <MutedWord session={session} />
      </div>
      <ControlButton {...camera} plainTooltip onClick={actions.camera} />
      <ControlButton
        label={t(hand ? 'calls.controls.handDown' : 'calls.controls.handUp')}
        word={t('calls.controls.handWord')}
        icon={IconHandStop}
        tone={hand ? 'on' : 'plain'}
        plainTooltip
        onClick={actions.hand}
      />
      <span className={classes.gap} />
      <ControlButton
        label={t('calls.controls.leave')}
        word={t('calls.controls.leaveWord')}
        icon={IconPhoneOff}
        tone="leave"
        plainTooltip
        onClick={actions.leave}
      />
    </div>
  );
}
