import { IconX } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/IconButton.tsx';
import { personColor } from '../../ui/personColors.ts';
import { Face } from '../stage/Face.tsx';
import type { IncomingRing } from './ringStore.ts';
import classes from '../stage/Tile.module.css';

/** How long the outcome of a ring can be read. */
const outcomeMs = 8_000;

/** Somebody who is being called, and how that went. */
export function RingingTile(props: {
  readonly outgoing: IncomingRing;
  readonly onCancel: () => void;
  /** The outcome has been shown long enough. */
  readonly onDone: () => void;
}) {
  const { outgoing, onCancel, onDone } = props;
  const { t } = useTranslation();
  const { to, state } = outgoing.ring;
  const done = useEffectEvent(onDone);
  useEffect(() => {
    if (state === 'ringing') return;
    const timer = setTimeout(done, state === 'cancelled' ? 0 : outcomeMs);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <li
      className={classes.tile}
      style={{ '--person': personColor(to.account) } as CSSProperties}
      data-ring={state}
    >
      <Face id={to.account} name={to.name} />
      {state === 'ringing' && (
        <IconButton
          className={classes.cancel}
          size="small"
          icon={IconX}
          label={t('calls.ring.cancel', { name: to.name })}
          onClick={onCancel}
        />
      )}
      <span className={classes.plate}>
        <span className={classes.name} title={to.name}>
          {to.name}
        </span>
        <span className={classes.note}>{t(`calls.ring.states.${state}`)}</span>
      </span>
    </li>
  );
}
