import classes from './Avatar.module.css';
import { initials, personColor } from './personColors.ts';

/** Initials on the person's colour. The name stands beside it, so it is hidden from readers. */
export function Avatar(props: {
  readonly id: string;
  readonly name: string;
  readonly size?: number;
}) {
  const { id, name, size = 24 } = props;
  const style = { width: size, height: size, fontSize: size * 0.42, background: personColor(id) };
  return (
    <span className={classes.avatar} style={style} aria-hidden>
      {initials(name)}
    </span>
  );
}
