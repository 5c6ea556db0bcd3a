import { useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { CallSession } from '../CallSession.ts';
import { useCallAside } from '../controls/CallAsideContext.ts';
import { ReactionMark } from './ReactionMark.tsx';
import classes from './Reactions.module.css';
import type { Floating } from './reactionStore.ts';

/** Reactions on their way up, each from its sender's tile. Fills the positioned area it is put in. */
export function Reactions({ session }: { readonly session: CallSession }) {
  const { reactions } = useCallAside();
  const floating = useStore(reactions, (state) => state.floating);
  return (
    <div className={classes.area} aria-hidden data-call={session.id}>
      {floating.map((one) => (
        <FloatingReaction key={one.id} floating={one} />
      ))}
    </div>
  );
}

function FloatingReaction({ floating }: { readonly floating: Floating }) {
  const { reaction, session, name, count, id } = floating;
  const ref = useRef<HTMLSpanElement>(null);
  const [place, setPlace] = useState<Place | null>(null);
  useLayoutEffect(() => {
    if (ref.current !== null) setPlace(placeOf(ref.current, session, id));
  }, [session, id]);
  return (
    <span
      ref={ref}
      className={classes.floating}
      data-reaction={reaction}
      style={place === null ? { visibility: 'hidden' } : { ...place }}
    >
      <ReactionMark reaction={reaction} />
      <span className={classes.from}>{count === 1 ? name : `× ${count}`}</span>
    </span>
  );
}

interface Place {
  readonly left: string;
  readonly bottom: string;
}

/** Above the sender's tile; where that is not in sight, somewhere along the bottom, not all in one place. */
function placeOf(element: HTMLElement, session: string, id: number): Place {
  const area = element.parentElement;
  const tile = area?.parentElement?.querySelector(`[data-session="${CSS.escape(session)}"]`);
  const scatter = ((id * 37) % 41) - 20;
  if (area === null || tile === null || tile === undefined) {
    return { left: `${50 + scatter * 1.5}%`, bottom: '12px' };
  }
  const around = area.getBoundingClientRect();
  const from = tile.getBoundingClientRect();
  const left = from.left + from.width / 2 - around.left + (scatter / 100) * from.width;
  const bottom = around.bottom - from.bottom + from.height * 0.08;
  const within = (value: number, most: number): number => Math.min(Math.max(value, 12), most);
  return {
    left: `${within(left, Math.max(12, around.width - 12))}px`,
    bottom: `${within(bottom, Math.max(12, around.height - 48))}px`,
  };
}
