import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import type { Playback } from './Playback.ts';
import { WordMarker } from './WordMarker.ts';

export interface WordsAlongOptions {
  /** Holds the lines. */
  readonly words: RefObject<HTMLElement | null>;
  /** Brings the line said at a moment into view, though it is not drawn. */
  readonly onFar: (moment: number) => void;
}

/** How often a line that is not drawn is asked for. */
const farEveryMs = 1_000;

/**
 * Lights each word as it is said, plays from the one that is clicked, and keeps what is said in view
 * until the person scrolls elsewhere.
 */
export function useWordsAlong(
  playback: Playback,
  { words, onFar }: WordsAlongOptions,
): { readonly following: boolean; readonly follow: () => void } {
  const [following, setFollowing] = useState(true);
  useEffect(() => {
    const root = words.current;
    if (root === null) return;
    let before = { at: playback.at, playing: false };
    const onClick = (event: MouseEvent): void => {
      if (!isPlainClick(event) || !(event.target instanceof Element)) return;
      const at = event.target.closest<HTMLElement>('[data-word-at]')?.dataset['wordAt'];
      if (at === undefined) return;
      before = { at: playback.at, playing: playback.store.getState().playing };
      playback.playFrom(Number(at));
    };
    // The first of two clicks, which together correct the line, was not meant for the player.
    const onDoubleClick = (event: MouseEvent): void => {
      if (!(event.target instanceof Element)) return;
      if (event.target.closest('[data-word-at]') === null) return;
      playback.seek(before.at);
      if (!before.playing) playback.pause();
    };
    root.dataset['playable'] = '';
    root.addEventListener('click', onClick);
    root.addEventListener('dblclick', onDoubleClick, { capture: true });
    return () => {
      delete root.dataset['playable'];
      root.removeEventListener('click', onClick);
      root.removeEventListener('dblclick', onDoubleClick, { capture: true });
    };
  }, [playback, words]);
  useEffect(() => {
    const root = words.current;
    if (root === null) return;
    const marker = new WordMarker(root);
    let shown: HTMLElement | null = null;
    let askedFor = 0;
    const stop = playback.onMoment((moment) => {
      const word = marker.mark(moment);
      if (!following || !playback.store.getState().playing) return;
      if (word !== null && word !== shown) {
        shown = word;
        keepInView(word);
      } else if (
        word === null &&
        isFar(root, moment) &&
        performance.now() > askedFor + farEveryMs
      ) {
        askedFor = performance.now();
        onFar(moment);
      }
    });
    return () => {
      stop();
      marker.close();
    };
  }, [following, onFar, playback, words]);
  useEffect(() => {
    const leave = (event: Event): void => {
      const inPlayer = event.target instanceof Element && event.target.closest('[data-player]');
      if (inPlayer === null && playback.store.getState().playing) setFollowing(false);
    };
    window.addEventListener('wheel', leave, { passive: true });
    window.addEventListener('touchmove', leave, { passive: true });
    return () => {
      window.removeEventListener('wheel', leave);
      window.removeEventListener('touchmove', leave);
    };
  }, [playback]);
  return { following, follow: () => setFollowing(true) };
}

/** Not the end of choosing text, nor one with a meaning of its own. */
function isPlainClick(event: MouseEvent): boolean {
  if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
  return event.detail <= 1 && window.getSelection()?.isCollapsed !== false;
}

/** Whether a moment is before or after all words that are drawn: between two of them is a pause. */
function isFar(root: HTMLElement, moment: number): boolean {
  const drawn = [...root.querySelectorAll<HTMLElement>('[data-word-at]')];
  const first = drawn[0]?.dataset['wordAt'];
  const last = drawn.at(-1)?.dataset['wordUntil'];
  return first === undefined || moment < Number(first) || moment > Number(last) + farEveryMs;
}

function keepInView(word: HTMLElement): void {
  const { top, bottom } = word.getBoundingClientRect();
  const within = top > window.innerHeight * 0.2 && bottom < window.innerHeight * 0.8;
  if (!within) word.scrollIntoView({ block: 'center', behavior: 'smooth' });
}
