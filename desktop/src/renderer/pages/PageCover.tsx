import { Button, Popover } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pageCoverColors } from '@confab/shared-types';
import type * as Y from 'yjs';
import { useHub } from '../app/AppContext.ts';
import { resolveFileUrl } from '../documents/resolveFileUrl.ts';
import { useUploads } from '../documents/UploadsProvider.tsx';
import { changePageMeta } from '../documents/usePageMeta.ts';
import { formatCoverColor, parseCover } from './pageCover.ts';
import classes from './PageCover.module.css';

/** The band above a page: a colour or a picture of its own, with what changes it. */
export function PageCover(props: {
  readonly cover: string | null;
  /** Null: it may not be changed. */
  readonly doc: Y.Doc | null;
}) {
  const { cover: stored, doc } = props;
  const { t } = useTranslation();
  const cover = parseCover(stored);
  const [choosing, setChoosing] = useState(false);
  if (cover === null) return null;
  return (
    <div className={classes.cover} data-color={cover.kind === 'color' ? cover.color : undefined}>
      {cover.kind === 'picture' && <CoverPicture key={cover.url} url={cover.url} />}
      {doc !== null && (
        <div className={classes.tools} data-open={choosing || undefined}>
          <Popover
            opened={choosing}
            onChange={setChoosing}
            position="bottom-end"
            trapFocus
            returnFocus
          >
            <Popover.Target>
              <Button size="compact-sm" variant="default" onClick={() => setChoosing(!choosing)}>
                {t('pages.cover.change')}
              </Button>
            </Popover.Target>
            <Popover.Dropdown>
              <CoverChoices doc={doc} onDone={() => setChoosing(false)} />
            </Popover.Dropdown>
          </Popover>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => changePageMeta(doc, { cover: null })}
          >
            {t('pages.cover.remove')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Nothing is drawn until the picture is on this device. */
function CoverPicture({ url }: { readonly url: string }) {
  const { t } = useTranslation();
  const hub = useHub();
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    resolveFileUrl(hub, url)
      .then((found) => {
        if (wanted) setAddress(found);
      })
      .catch((error: unknown) => console.warn('the cover is not on this device yet', error));
    return () => {
      wanted = false;
    };
  }, [hub, url]);
  if (address === null) return null;
  return <img className={classes.picture} src={address} alt={t('pages.cover.label')} />;
}

function CoverChoices({ doc, onDone }: { readonly doc: Y.Doc; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const uploads = useUploads();
  const picker = useRef<HTMLInputElement>(null);
  const set = (cover: string): void => {
    changePageMeta(doc, { cover });
    onDone();
  };
  const upload = (file: File | undefined): void => {
    if (file === undefined) return;
    onDone();
    uploads
      .upload(file, () => undefined)
      .then((cover) => changePageMeta(doc, { cover }))
      // The person was told where the upload is shown.
      .catch((error: unknown) => console.warn('the cover was not uploaded', error));
  };
  return (
    <div className={classes.choices}>
      <div className={classes.colors} role="group" aria-label={t('pages.cover.colors')}>
        {pageCoverColors.map((color) => (
          <button
            key={color}
            type="button"
            className={classes.color}
            data-color={color}
            aria-label={t(`pages.cover.color.${color}`)}
            title={t(`pages.cover.color.${color}`)}
            onClick={() => set(formatCoverColor(color))}
          />
        ))}
      </div>
      <Button size="xs" variant="default" onClick={() => picker.current?.click()}>
        {t('pages.cover.upload')}
      </Button>
      <input
        ref={picker}
        type="file"
        accept="image/png,image/jpeg,image/gif,image/webp,image/avif"
        hidden
        aria-label={t('pages.cover.upload')}
        onChange={(event) => upload(event.currentTarget.files?.[0])}
      />
    </div>
  );
}
