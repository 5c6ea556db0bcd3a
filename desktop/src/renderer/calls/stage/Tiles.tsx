import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { CallSize } from '../../app/layoutStore.ts';
import classes from './CallDock.module.css';
import type { CallSession } from '../CallSession.ts';
import { useCallServices, useRings, useSession } from '../CallsContext.ts';
import { participantsOf } from './participants.ts';
import { RingingTile } from '../rings/RingingTile.tsx';
import { stageGrid } from './stageGrid.ts';
import { Tile } from './Tile.tsx';

const gap = 8;

/** Everybody in the call and everybody being called; a strip in the dock, a grid on the stage. */
export function Tiles(props: { readonly session: CallSession; readonly size: CallSize }) {
  const { session, size } = props;
  const { t } = useTranslation();
  const { rings } = useCallServices();
  const { ref, width, height } = useElementSize<HTMLUListElement>();
  const call = useSession(session, (state) => state.call);
  const outgoing = useRings((state) => state.outgoing);
  const participants = participantsOf(call);
  const inside = new Set(participants.map(({ peer }) => peer.identity));
  const called = outgoing.filter(
    ({ ring }) => ring.call === session.id && !inside.has(ring.to.account),
  );
  const count = participants.length + called.length;
  // Two people: the other one large, oneself small in the corner.
  const pair = size === 'stage' && count === 2 && called.length === 0;
  const grid = stageGrid(pair ? 1 : count, width, height, gap);
  const layer = size === 'dock' ? 0 : grid.tileWidth > 640 ? 2 : 1;
  const style: Record<string, string | number> =
    size === 'dock' ? {} : { '--tile-width': `${grid.tileWidth}px`, '--columns': grid.columns };
  return (
    <ul
      ref={ref}
      className={classes.tiles}
      data-pair={pair || undefined}
      style={style}
      aria-label={t('calls.people')}
    >
      {participants.map((participant) => (
        <Tile
          key={participant.peer.session}
          session={session}
          participant={participant}
          layer={layer}
        />
      ))}
      {called.map((one) => (
        <RingingTile
          key={one.ring.id}
          outgoing={one}
          onCancel={() => rings.cancel(one)}
          onDone={() => rings.forget(one.ring.id)}
        />
      ))}
    </ul>
  );
}
