import { useElementSize } from '@mantine/hooks';
import { useRef } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSize } from '../../app/layoutStore.ts';
import type { CallSession } from '../CallSession.ts';
import { useCallServices } from '../CallsContext.ts';
import { Reactions } from '../reactions/Reactions.tsx';
import { RingingTile } from '../rings/RingingTile.tsx';
import type { SpeakerPlace } from './activeSpeaker.ts';
import { layoutOf } from './layoutOf.ts';
import type { LayoutInput, PlacedTile, StageLayout } from './layoutOf.ts';
import { NobodyElse } from './NobodyElse.tsx';
import { Pager } from './Pager.tsx';
import { PersonTile } from './PersonTile.tsx';
import { ScreenTile } from './ScreenTile.tsx';
import { placeStyle } from './TileFrame.tsx';
import { personTile, ringTile, screenTile } from './tileIds.ts';
import classes from './Tiles.module.css';
import { useNobodyElse } from './useCalled.ts';
import { useStageInput } from './useStageInput.ts';
import { useWatchedTiles } from './useWatchedTiles.ts';
import type { WatchedVideo } from './WatchedVideo.ts';

const pagerHeight = 40;
/** Words and button below one's own picture. */
const nobodyHeight = 64;

/**
 * Everybody in the call, what they share and who is being called; a strip in the dock, else as the
 * layout says. All tiles are in one list whatever the layout, so no picture ever starts anew.
 */
export function Tiles(props: {
  readonly session: CallSession;
  readonly size: CallSize;
  readonly speaker: SpeakerPlace;
  readonly watched: WatchedVideo;
}) {
  const { session, size, speaker, watched } = props;
  const { t } = useTranslation();
  const { rings } = useCallServices();
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const list = useRef<HTMLUListElement>(null);
  const { input, others, self, sharing, called, setRatio } = useStageInput(session, speaker);
  const nobodyElse = useNobodyElse(session) && size === 'stage';
  const room = nobodyElse ? Math.max(0, height - nobodyHeight) : height;
  const layout = withPager({ ...input, size, width, height: room });
  const places = new Map(layout.tiles.map((tile) => [tile.id, tile]));
  useWatchedTiles(watched, list, layout);
  const placeOf = (id: string): PlacedTile | null => places.get(id) ?? null;
  const { contentWidth, contentHeight } = layout;
  return (
    <div ref={ref} className={classes.area} data-size={size} data-pages={layout.pages}>
      <div
        className={classes.scroller}
        // What scrolls can be scrolled by keyboard.
        tabIndex={contentWidth > width + 1 || contentHeight > height + 1 ? 0 : undefined}
        role="group"
        aria-label={t('calls.people')}
        style={layout.pages > 1 ? { height: height - pagerHeight } : undefined}
      >
        <ul
          ref={list}
          className={classes.list}
          style={{ width: contentWidth, height: contentHeight }}
          data-covered={layout.covered > 0 || undefined}
        >
          {sharing.map((of) => (
            <ScreenTile
              key={screenTile(of)}
              session={session}
              of={of}
              place={placeOf(screenTile(of))}
              onRatio={setRatio}
            />
          ))}
          {[...others, ...(self === null ? [] : [self])].map((of) => (
            <PersonTile
              key={personTile(of)}
              session={session}
              of={of}
              place={placeOf(personTile(of))}
            />
          ))}
          {called.map((one) => (
            <RingingTile
              key={ringTile(one.ring.id)}
              outgoing={one}
              place={ringStyle(placeOf(ringTile(one.ring.id)))}
              onCancel={() => rings.cancel(one)}
              onDone={() => rings.forget(one.ring.id)}
            />
          ))}
        </ul>
      </div>
      {nobodyElse && <NobodyElse session={session} style={{ top: below(layout, room) }} />}
      {layout.pages > 1 && <Pager page={layout.page} pages={layout.pages} />}
      <Reactions session={session} />
    </div>
  );
}

/** Under the lowest tile, or in the middle where there is none. */
function below({ tiles }: StageLayout, height: number): number {
  if (tiles.length === 0) return height / 2;
  return Math.max(...tiles.map((tile) => tile.y + tile.height)) + 20;
}

/** Pages need room for the way from one to the other. */
function withPager(input: LayoutInput): StageLayout {
  const layout = layoutOf(input);
  return layout.pages > 1 ? layoutOf({ ...input, height: input.height - pagerHeight }) : layout;
}

function ringStyle(place: PlacedTile | null): CSSProperties {
  return place === null ? { display: 'none' } : placeStyle(place);
}
