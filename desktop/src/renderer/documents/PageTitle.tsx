import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import type * as Y from 'yjs';
import { useServices } from '../app/AppContext.ts';
import { isShortcut } from '../ui/shortcut.ts';
import classes from './Page.module.css';
import { usePageIndex } from './PageIndexContext.ts';
import { changeEntry } from './readIndex.ts';
import { TitleBinding } from './TitleBinding.ts';

const copyAfterMs = 300;

/**
 * The title as a field bound to the page's text. The index' copy for the tree follows what is typed
 * here, a moment later; what others type they copy themselves.
 */
export function PageTitle(props: {
  readonly page: PageId;
  readonly doc: Y.Doc;
  /** Enter or arrow down in the title. */
  readonly onLeave: () => void;
}) {
  const { page, doc, onLeave } = props;
  const { t } = useTranslation();
  const { layout, runtime } = useServices();
  const { index } = usePageIndex();
  const indexDoc = index?.doc ?? null;
  const field = useRef<HTMLTextAreaElement>(null);
  const binding = useRef<TitleBinding | null>(null);

  useEffect(() => {
    if (field.current === null) return;
    const bound = new TitleBinding(doc, field.current);
    binding.current = bound;
    return () => bound.destroy();
  }, [doc]);

  useEffect(() => {
    const bound = binding.current;
    if (bound === null || indexDoc === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waits = false;
    const copy = (): void => {
      if (waits) changeEntry(indexDoc, page, { title: bound.value.slice(0, 500) });
      waits = false;
    };
    const stop = bound.onOwnEdit(() => {
      waits = true;
      clearTimeout(timer);
      timer = setTimeout(copy, copyAfterMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
      copy();
    };
  }, [doc, indexDoc, page]);

  useEffect(() => {
    if (layout.getState().focus !== 'title') return;
    layout.setState({ focus: null });
    field.current?.focus();
  }, [layout]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { nativeEvent } = event;
    if (nativeEvent.isComposing) return;
    const is = (keys: string): boolean => isShortcut(nativeEvent, keys, runtime.platform);
    const atEnd = event.currentTarget.selectionStart === event.currentTarget.value.length;
    if (event.key === 'Enter' || (event.key === 'ArrowDown' && atEnd)) onLeave();
    else if (is('mod+Z')) binding.current?.undo();
    else if (is('mod+shift+Z') || is('mod+Y')) binding.current?.redo();
    else return;
    event.preventDefault();
  };
  return (
    <h1 className={classes.heading}>
      <textarea
        ref={field}
        className={classes.title}
        rows={1}
        aria-label={t('page.title')}
        placeholder={t('page.untitled')}
        maxLength={500}
        spellCheck={false}
        onKeyDown={onKeyDown}
      />
    </h1>
  );
}
