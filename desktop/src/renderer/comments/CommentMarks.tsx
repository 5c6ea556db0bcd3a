import { useBlockNoteEditor } from '@blocknote/react';
import { IconMessage } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './commentedText.css';
import classes from './CommentMarks.module.css';
import { useCommentsOfPage, useCommentsState } from './CommentsContext.ts';
import type { CommentsOfPage } from './CommentsContext.ts';
import { draftId } from './PageComments.ts';
import type { Places } from './PageComments.ts';
import type { Thread } from './threads/readThreads.ts';

/** Beside the text, a mark at each block that has open comments. */
export function CommentMarks() {
  const ofPage = useCommentsOfPage();
  return ofPage === null ? null : <Marks ofPage={ofPage} />;
}

/** The threads that hang at one block, and how far down and right of the layer its mark is. */
interface Mark {
  readonly top: number;
  readonly left: number;
  readonly threads: readonly string[];
}

function Marks({ ofPage }: { readonly ofPage: CommentsOfPage }) {
  const { t } = useTranslation();
  const { comments, open } = ofPage;
  const editor = useBlockNoteEditor();
  const layer = useRef<HTMLDivElement>(null);
  const threads = useCommentsState(comments, (state) => state.threads);
  const active = useCommentsState(comments, (state) => state.active);
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  useEffect(() => {
    const dom = editor.domElement;
    const view = editor.prosemirrorView;
    if (dom === undefined) return undefined;
    const blockOf = (at: number): Element | null => {
      const { node } = view.domAtPos(Math.min(at, view.state.doc.content.size));
      const element = node instanceof Element ? node : node.parentElement;
      return element?.closest('.bn-block-content, .bn-block-outer') ?? null;
    };
    let frame: number | null = null;
    const measure = (): void => {
      frame = null;
      const { places } = comments.state.getState();
      if (layer.current === null || places === null) return;
      const measured = measureMarks(places, blockOf, dom, layer.current);
      // Each drawing while one types makes React look through the whole page for the selection.
      setMarks((drawn) => (isSame(drawn, measured) ? drawn : measured));
    };
    const soon = (): void => {
      frame ??= requestAnimationFrame(measure);
    };
    const stop = comments.state.subscribe(({ places }, before) => {
      if (places !== before.places) soon();
    });
    const observer = new ResizeObserver(soon);
    observer.observe(dom);
    return () => {
      if (frame !== null) cancelAnimationFrame(frame);
      stop();
      observer.disconnect();
    };
  }, [comments, editor]);
  return (
    <div ref={layer} className={classes.layer}>
      {marks.map(({ top, left, threads: here }) => {
        const count = countComments(threads, here);
        const next = here[(here.indexOf(active ?? '') + 1) % here.length] ?? null;
        return (
          <button
            key={here[0]}
            type="button"
            className={classes.mark}
            style={{ top, left }}
            data-active={here.includes(active ?? '') || undefined}
            aria-label={t('comments.count', { count })}
            onClick={() => open(next)}
          >
            <IconMessage size={16} stroke={1.75} aria-hidden />
            {count > 1 && <span className={classes.count}>{count}</span>}
          </button>
        );
      })}
    </div>
  );
}

function measureMarks(
  places: Places,
  blockAt: (position: number) => Element | null,
  editor: HTMLElement,
  layer: HTMLElement,
): readonly Mark[] {
  const byBlock = new Map<Element, string[]>();
  for (const [id, { kind, from }] of places) {
    const block = id === draftId ? null : blockAt(kind === 'block' ? from + 1 : from);
    if (block !== null) byBlock.set(block, [...(byBlock.get(block) ?? []), id]);
  }
  if (byBlock.size === 0) return [];
  const origin = layer.getBoundingClientRect();
  const left = editor.getBoundingClientRect().right - origin.left;
  return [...byBlock].map(([block, threads]) => {
    const top = block.getBoundingClientRect().top - origin.top;
    return { top, left, threads };
  });
}

function isSame(some: readonly Mark[], others: readonly Mark[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ top, left, threads }, at) => {
      const other = others[at];
      return (
        top === other?.top &&
        left === other.left &&
        threads.length === other.threads.length &&
        threads.every((id, nth) => id === other.threads[nth])
      );
    })
  );
}

function countComments(threads: readonly Thread[], ids: readonly string[]): number {
  return threads
    .filter(({ id }) => ids.includes(id))
    .reduce(
      (sum, { comments }) => sum + comments.filter((one) => one.deletedAt === null).length,
      0,
    );
}
