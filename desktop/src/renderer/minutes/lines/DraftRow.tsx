import type { CaptionLine } from '../../calls/captions/captionLines.ts';
import classes from './LineRow.module.css';
import { Speaker, Time } from './LineRow.tsx';

/** Words that are being said; they may still change. */
export function DraftRow(props: {
  readonly caption: CaptionLine;
  readonly head: boolean;
  readonly elapsedMs: number;
}) {
  const { caption, head, elapsedMs } = props;
  return (
    <>
      <Time elapsedMs={elapsedMs} />
      <Speaker id={caption.speaker} name={caption.name} head={head} />
      <div role="gridcell" className={classes.words} data-draft>
        {caption.caption.text}
      </div>
    </>
  );
}
