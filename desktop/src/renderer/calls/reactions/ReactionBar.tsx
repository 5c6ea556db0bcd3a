import { Popover } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../CallSession.ts';
import { useCallAside, useCallView } from '../controls/CallAsideContext.ts';
import { useCallActions } from '../controls/useCallActions.ts';
import { ReactionMark, reactions } from './ReactionMark.tsx';
import classes from './Reactions.module.css';

/** The bar of reactions over the row of controls; several may be sent before it is closed. */
export function ReactionBar(props: {
  readonly session: CallSession;
  /** The row of controls. */
  readonly children: ReactElement;
}) {
  const { session, children } = props;
  const { t } = useTranslation();
  const { view } = useCallAside();
  const opened = useCallView((state) => state.reactionsOpened);
  return (
    <Popover
      opened={opened}
      onChange={(reactionsOpened) => view.setState({ reactionsOpened })}
      position="top"
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown
        className={classes.bar}
        role="dialog"
        aria-label={t('calls.reactions.label')}
      >
        <ReactionButtons session={session} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** The six reactions. */
function ReactionButtons({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const { react } = useCallActions(session);
  return reactions.map((reaction) => (
    <button
      key={reaction}
      type="button"
      className={classes.choice}
      aria-label={t(`calls.reactions.send.${reaction}`)}
      title={t(`calls.reactions.send.${reaction}`)}
      onClick={() => react(reaction)}
    >
      <ReactionMark reaction={reaction} />
    </button>
  ));
}
