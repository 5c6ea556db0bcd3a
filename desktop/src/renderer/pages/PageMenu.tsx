import { Menu } from '@mantine/core';
import { IconArrowsHorizontal, IconCheck, IconDots } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pageFontSchema, yTypes } from '@confab/shared-types';
import type { PageId } from '@confab/shared-types';
import { useData, useServices } from '../app/AppContext.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { findNode } from '../documents/pageTree.ts';
import { useDocument } from '../documents/useDocument.ts';
import type { OpenDocument } from '../documents/useDocument.ts';
import { changePageMeta, usePageMeta } from '../documents/usePageMeta.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { countWords } from './countWords.ts';
import { PageActionItems, SharedPageItems } from './PageActionItems.tsx';
import classes from './PageMenu.module.css';

/** What can be done with the open page, how it looks, and how long it is. */
export function PageMenu({ page }: { readonly page: PageId }) {
  const { t } = useTranslation();
  const { layout } = useServices();
  const { workspace, tree } = usePageIndex();
  const [opened, setOpened] = useState(false);
  const document = useDocument(opened ? `${workspace}/page/${page}` : null);
  const node = findNode(tree, page);
  const shared = useData(({ sharedPages }) => sharedPages.find((one) => one.page === page));
  if (node === undefined && shared === undefined) return null;
  const title = (node?.entry.title ?? shared?.title ?? '').trim() || t('page.untitled');
  const onHistory = (): void => layout.setState({ rightPanel: 'history' });
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={248}>
      <Menu.Target>
        <IconButton icon={IconDots} label={t('tree.actions', { title })} />
      </Menu.Target>
      <Menu.Dropdown>
        {document?.access === 'write' && <PageLook document={document} />}
        {node === undefined ? (
          <SharedPageItems page={page} onHistory={onHistory} />
        ) : (
          <PageActionItems node={node} onHistory={onHistory} />
        )}
        {document !== null && document.state !== 'opening' && <PageSize document={document} />}
      </Menu.Dropdown>
    </Menu>
  );
}

function PageLook({ document: { doc } }: { readonly document: OpenDocument }) {
  const { t } = useTranslation();
  const { width, font } = usePageMeta(doc);
  return (
    <>
      <Menu.RadioGroup
        value={font}
        onChange={(chosen) => changePageMeta(doc, { font: pageFontSchema.parse(chosen) })}
      >
        <div className={classes.fonts} role="group" aria-label={t('pages.look.font')}>
          {pageFontSchema.options.map((value) => (
            <Menu.RadioItem
              key={value}
              value={value}
              classNames={{ item: classes.font ?? '', itemIndicator: classes.indicator ?? '' }}
            >
              <span className={classes.sample} data-font={value} aria-hidden>
                {t('pages.look.sample')}
              </span>
              {t(`pages.look.fonts.${value}`)}
            </Menu.RadioItem>
          ))}
        </div>
      </Menu.RadioGroup>
      <Menu.CheckboxItem
        classNames={{ itemIndicator: classes.indicator ?? '' }}
        rightSection={width === 'full' ? <IconCheck size={16} stroke={1.75} aria-hidden /> : null}
        checked={width === 'full'}
        onChange={(full) => changePageMeta(doc, { width: full ? 'full' : 'reading' })}
      >
        <span className={classes.fullWidth}>
          <IconArrowsHorizontal size={16} stroke={1.75} aria-hidden />
          {t('pages.look.fullWidth')}
        </span>
      </Menu.CheckboxItem>
      <Menu.Divider />
    </>
  );
}

function PageSize({ document: { doc } }: { readonly document: OpenDocument }) {
  const { t, i18n } = useTranslation();
  const { words, characters } = useMemo(
    () => countWords(doc.getXmlFragment(yTypes.blocks), i18n.language),
    [doc, i18n.language],
  );
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <>
      <Menu.Divider />
      <p className={classes.size}>
        <span>{t('pages.words', { count: words, number: number.format(words) })}</span>
        <span>
          {t('pages.characters', { count: characters, number: number.format(characters) })}
        </span>
      </p>
    </>
  );
}
