import { Button, Popover, TextInput } from '@mantine/core';
import { useExtension, useExtensionState } from '@blocknote/react';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfabError } from '@confab/shared-types';
import { useServices } from '../../app/AppContext.ts';
import { errorText } from '../../app/errorText.ts';
import type { PageBlockEditor } from '../pageSchema.ts';
import { BookmarkPromptExtension } from '../paste/BookmarkPrompt.ts';
import { insertBookmark } from '../paste/insertBookmark.ts';
import { PastedLinkExtension } from '../paste/PastedLink.ts';
import classes from './LinkPopovers.module.css';

const scheme = 'https://';

/** After a pasted address: keep the link, or show it as a bookmark. Tab goes to the choice. */
export function PastedLinkOffer({ editor }: { readonly editor: PageBlockEditor }) {
  const { t } = useTranslation();
  const { hub, toasts } = useServices();
  const extension = useExtension(PastedLinkExtension, { editor });
  const link = useExtensionState(PastedLinkExtension, { editor });
  const box = link === null ? null : boxOf(editor, link.block);
  if (link === null || box === null) return null;
  const keep = (): void => {
    extension.withdraw();
    editor.focus();
  };
  const show = async (): Promise<void> => {
    keep();
    try {
      await insertBookmark(editor, hub, link);
    } catch (error) {
      toasts.show({ cause: 'bookmark', text: `${t('editor.link.stays')} ${whyNot(t, error)}` });
    }
  };
  return (
    <div
      className={classes.offer}
      role="group"
      aria-label={t('editor.link.offer')}
      style={{ left: box.left, top: box.bottom + 4 }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') keep();
      }}
    >
      <Button size="compact-sm" variant="subtle" onClick={keep} data-pasted-link>
        {t('editor.link.keep')}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={() => void show()}>
        {t('editor.link.bookmark')}
      </Button>
    </div>
  );
}

/** Asks for the address of a new bookmark. */
export function BookmarkPrompt({ editor }: { readonly editor: PageBlockEditor }) {
  const extension = useExtension(BookmarkPromptExtension, { editor });
  const block = useExtensionState(BookmarkPromptExtension, { editor });
  const close = (): void => {
    extension.close();
    editor.focus();
  };
  return block === null ? null : (
    <AddressBox editor={editor} block={block} onClose={close} key={block} />
  );
}

function AddressBox(props: {
  readonly editor: PageBlockEditor;
  readonly block: string;
  readonly onClose: () => void;
}) {
  const { editor, block, onClose } = props;
  const { t } = useTranslation();
  const { hub } = useServices();
  const [url, setUrl] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [box] = useState(() => boxOf(editor, block) ?? new DOMRect());
  const add = async (): Promise<void> => {
    const full = /^https?:/u.test(url.trim()) ? url.trim() : `https://${url.trim()}`;
    if (!isWebAddress(full)) return setProblem(t('editor.link.invalid'));
    setAsking(true);
    try {
      await insertBookmark(editor, hub, { url: full, block });
      onClose();
    } catch (error) {
      setProblem(whyNot(t, error));
      setAsking(false);
    }
  };
  return (
    <Popover opened onDismiss={onClose} position="bottom-start" trapFocus>
      <Popover.Target>
        <span
          aria-hidden
          className={classes.anchor}
          style={{ left: box.x, top: box.y, height: box.height }}
        />
      </Popover.Target>
      <Popover.Dropdown className={classes.prompt}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <TextInput
            label={t('editor.link.address')}
            placeholder={scheme}
            value={url}
            error={problem}
            data-autofocus
            onChange={(event) => {
              setUrl(event.currentTarget.value);
              setProblem(null);
            }}
          />
          <Button size="xs" type="submit" mt={8} loading={asking} disabled={url.trim() === ''}>
            {t('editor.link.add')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

/** One word alone is no address on the web. */
function isWebAddress(url: string): boolean {
  return URL.canParse(url) && new URL(url).hostname.includes('.');
}

/** It is the address that does not answer here, not the server that keeps the pages. */
function whyNot(t: TFunction, error: unknown): string {
  const unreachable = error instanceof ConfabError && error.code === 'server-unreachable';
  return unreachable ? t('editor.link.unreachable') : errorText(t, error);
}

function boxOf(editor: PageBlockEditor, block: string): DOMRect | null {
  const element = editor.domElement?.querySelector(`.bn-block[data-id="${CSS.escape(block)}"]`);
  return element?.getBoundingClientRect() ?? null;
}
