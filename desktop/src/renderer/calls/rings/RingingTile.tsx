import { IconX } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/IconButton.tsx';
import { personColor } from '../../ui/personColors.ts';
import { Face } from '../stage/Face.tsx';
import type { IncomingRing } from './ringStore.ts';
import { ringStateText } from './outcomeTexts.ts';
import own from './RingingTile.module.css';
import classes from '../stage/Tile.module.css';

/** How long the outcome of a ring can be read, and what somebody wrote. */
const outcomeMs = 8_000;
const messageMs = 30_000;

/** Somebody who is being called, and how that went. */
export function RingingTile(props: {
  readonly outgoing: IncomingRing;
  readonly onCancel: () => void;
  /** The outcome has been shown long enough. */
  readonly onDone: () => void;
  /** Where the tile stands. */
  readonly place: CSSProperties;
}) {
  const { outgoing, onCancel, onDone, place } = props;
  const { t } = useTranslation();
  const { to, state, message } = outgoing.ring;
  const lasts = message !== null ? messageMs : state === 'cancelled' ? 0 : outcomeMs;
  const done = useEffectEvent(onDone);
  useEffect(() => {
    if (state === 'ringing') return;
    const timer = setTimeout(done, lasts);
    return () => clearTimeout(timer);
  }, [state, lasts]);
  return (
    <li
      className={classes.tile}
      style={{ ...place, '--person': personColor(to.account) } as CSSProperties}
      data-ring={state}
    >
      <Face id={to.account} name={to.name} />
      {state === 'ringing' ? (
        <IconButton
          className={classes.cancel}
          size="small"
          icon={IconX}
          label={t('calls.ring.cancel', { name: to.name })}
          onClick={onCancel}
        />
      ) : (
        <IconButton
          className={classes.cancel}
          size="small"
          icon={IconX}
          label={t('calls.ring.dismiss', { name: to.name })}
          onClick={onDone}
        />
      )}
      <span className={own.words} role="status">
        {message !== null && (
          <q className={own.message} title={message}>
            {message}
          </q>
        )}
        <span className={own.plate}>
          <span className={classes.name} title={to.name}>
            {to.name}
          </span>
          <span className={own.note}>{ringStateText(t, outgoing.ring)}</span>
        </span>
      </span>
    </li>
  );
}
