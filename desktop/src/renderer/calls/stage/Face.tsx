import { initials, personColor } from '../../ui/personColors.ts';
import classes from './Tile.module.css';

/** Initials in a circle of the person's colour, in proportion to the tile. */
export function Face({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <span className={classes.face} style={{ background: personColor(id) }} aria-hidden>
      {initials(name)}
    </span>
  );
}
