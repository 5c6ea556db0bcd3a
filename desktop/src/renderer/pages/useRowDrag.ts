import {
  draggable,
  dropTargetForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import {
  attachInstruction,
  extractInstruction,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/tree-item';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { PageId } from '@confab/shared-types';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import type { TreeRow } from '../documents/pageTree.ts';
import { isWithin } from './movePages.ts';
import type { TreePlace } from './movePages.ts';
import { markOfDrop, placeOfDrop, rowMode } from './treeDrop.ts';
import type { DropMark } from './treeDrop.ts';

/** Width of one level of the tree in pixels. */
export const indent = 16;
/** A closed branch opens when something is held over it for so long. */
const opensAfterMs = 600;

/** Whether something dragged is a page of the tree, and which. */
export function draggedPage(data: Record<string | symbol, unknown>): PageId | null {
  return data['kind'] === 'page' && typeof data['page'] === 'string' ? data['page'] : null;
}

export interface RowDrag {
  readonly dragging: boolean;
  /** The line or frame to draw while something is held over the row. */
  readonly mark: DropMark | null;
}

/** Makes a row of the tree draggable and a place to drop pages on. */
export function useRowDrag(
  element: RefObject<HTMLElement | null>,
  row: TreeRow,
  options: {
    readonly enabled: boolean;
    readonly expanded: boolean;
    readonly onExpand: () => void;
    readonly onDrop: (page: PageId, place: TreePlace) => void;
  },
): RowDrag {
  const { entries, tree } = usePageIndex();
  const [dragging, setDragging] = useState(false);
  const [mark, setMark] = useState<DropMark | null>(null);
  const { enabled } = options;
  const { id } = row.node;
  const now = { row, options, entries, tree };
  /** What the listeners below see: the tree as it is when they are called. */
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  useEffect(() => {
    if (element.current === null || !enabled) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = (): void => {
      clearTimeout(timer);
      timer = undefined;
      setMark(null);
    };
    const stop = combine(
      draggable({
        element: element.current,
        getInitialData: () => ({ kind: 'page', page: id }),
        onDragStart: () => setDragging(true),
        onDrop: () => setDragging(false),
      }),
      dropTargetForElements({
        element: element.current,
        canDrop: ({ source }) => {
          const page = draggedPage(source.data);
          return page !== null && !isWithin(latest.current.entries, id, page);
        },
        getData: ({ input, element: over }) => {
          const { row: shown, options: given } = latest.current;
          return attachInstruction(
            { kind: 'page', page: id },
            {
              input,
              element: over,
              currentLevel: shown.depth,
              indentPerLevel: indent,
              mode: rowMode(shown, given.expanded),
            },
          );
        },
        onDrag: ({ self }) => {
          const instruction = extractInstruction(self.data);
          const next = instruction === null ? null : markOfDrop(instruction);
          setMark((shown) =>
            shown?.edge === next?.edge && shown?.level === next?.level ? shown : next,
          );
          const { row: shown, options: given } = latest.current;
          const opens = next?.edge === 'inside' && !given.expanded;
          if (!opens || shown.node.children.length === 0) {
            clearTimeout(timer);
            timer = undefined;
          } else {
            timer ??= setTimeout(() => latest.current.options.onExpand(), opensAfterMs);
          }
        },
        onDragLeave: leave,
        onDrop: ({ self, source }) => {
          leave();
          const page = draggedPage(source.data);
          const instruction = extractInstruction(self.data);
          if (page === null || instruction === null) return;
          const seen = latest.current;
          const mode = rowMode(seen.row, seen.options.expanded);
          const place = placeOfDrop(seen.tree, seen.entries, id, instruction, mode);
          if (place !== null) seen.options.onDrop(page, place);
        },
      }),
    );
    return () => {
      leave();
      stop();
    };
  }, [element, enabled, id]);
  return { dragging, mark };
}
