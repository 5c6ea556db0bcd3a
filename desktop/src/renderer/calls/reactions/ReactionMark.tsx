import {
  IconConfetti,
  IconHandStop,
  IconHeart,
  IconMoodHappy,
  IconMoodSurprised,
  IconThumbUp,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { reactionSchema } from '@confab/shared-types';
import type { Reaction } from '@confab/shared-types';
import classes from './ReactionMark.module.css';

export const reactions: readonly Reaction[] = reactionSchema.shape.reaction.options;

/** Applause is two hands, drawn below. */
const icons: Readonly<Record<Exclude<Reaction, 'clap'>, Icon>> = {
  'thumbs-up': IconThumbUp,
  heart: IconHeart,
  laugh: IconMoodHappy,
  surprised: IconMoodSurprised,
  party: IconConfetti,
};

/** A reaction as it is drawn everywhere, the same on every system; in proportion to the text. */
export function ReactionMark({ reaction }: { readonly reaction: Reaction }) {
  if (reaction === 'clap') {
    return (
      <span className={classes.mark} data-reaction={reaction} aria-hidden>
        <IconHandStop className={classes.left} stroke={2} />
        <IconHandStop className={classes.right} stroke={2} />
      </span>
    );
  }
  const Glyph = icons[reaction];
  return (
    <span className={classes.mark} data-reaction={reaction} aria-hidden>
      <Glyph className={classes.glyph} stroke={2} />
    </span>
  );
}
