import type { CSSProperties, MouseEvent, ReactNode } from 'react';
import type { CallSession } from '../CallSession.ts';
import type { PlacedTile } from './layoutOf.ts';
import classes from './Tile.module.css';

/** Where a tile stands, as values that stay equal while it does not move; null: not on this page. */
export type Place = Pick<PlacedTile, 'x' | 'y' | 'width' | 'height' | 'part'> | null;

/** The rounded box of one picture. What is not on this page stays in the document, so that it plays on. */
export function TileFrame(props: {
  readonly id: string;
  readonly session: string;
  readonly identity: string;
  readonly place: Place;
  /** CSS colour of the person. */
  readonly color: string;
  readonly own: boolean;
  readonly kind: 'person' | 'screen';
  readonly speaking?: boolean;
  readonly away?: boolean;
  readonly children: ReactNode;
}) {
  const { id, session, identity, place, color, own, kind, children } = props;
  return (
    <li
      className={classes.tile}
      style={{ ...placeStyle(place), '--person': color } as CSSProperties}
      hidden={place === null}
      data-tile={id}
      data-part={place?.part}
      data-kind={kind}
      data-session={kind === 'person' ? session : undefined}
      data-identity={kind === 'person' ? identity : undefined}
      data-own={own || undefined}
      data-speaking={props.speaking === true || undefined}
      data-away={props.away === true || undefined}
      onContextMenu={openMenu}
    >
      {children}
    </li>
  );
}

/** The large tile stays while the others scroll, all others are placed and scroll along. */
export function placeStyle(place: Place): CSSProperties {
  if (place === null) return {};
  const { x, y, width, height, part } = place;
  return part === 'main'
    ? { position: 'sticky', top: y, marginTop: y, marginLeft: x, width, height }
    : { position: 'absolute', left: x, top: y, width, height };
}

interface TileProps {
  readonly session: CallSession;
  readonly of: string;
  readonly place: Place;
}

/** For `memo`: a new layout draws only the tiles anew that it moves. */
export function sameTile(before: TileProps, after: TileProps): boolean {
  return (
    before.session === after.session &&
    before.of === after.of &&
    samePlace(before.place, after.place)
  );
}

function samePlace(a: Place, b: Place): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height && a.part === b.part
  );
}

/** A right click opens the menu that the tile's button opens. */
function openMenu(event: MouseEvent<HTMLElement>): void {
  const opener = event.currentTarget.querySelector<HTMLElement>('[aria-haspopup="menu"]');
  if (opener === null) return;
  event.preventDefault();
  opener.click();
}
