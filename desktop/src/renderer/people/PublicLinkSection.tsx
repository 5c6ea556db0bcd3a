import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { CopyLink } from './CopyLink.tsx';
import classes from './ShareDialog.module.css';
import { useAction } from './useAction.ts';
import { usePublicLink } from './useSharing.ts';

/** A link under which everybody can read the page, without an account. */
export function PublicLinkSection(props: {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
}) {
  const { workspace, page } = props;
  const { t } = useTranslation();
  const hub = useHub();
  const { value, error: unknown, replace } = usePublicLink(workspace, page);
  const { busy, error, run } = useAction();
  const create = async (): Promise<void> => {
    replace({ link: await hub.request('publicLink.create', { workspace, page }) });
  };
  const remove = async (): Promise<void> => {
    await hub.request('publicLink.remove', { workspace, page });
    replace({ link: null });
  };
  return (
    <section className={classes.section} aria-labelledby="public-link">
      <h3 id="public-link" className={classes.heading}>
        {t('sharing.public.title')}
      </h3>
      {value === null && unknown !== null && <p className={classes.dim}>{errorText(t, unknown)}</p>}
      {value === null && unknown === null && <Skeleton height={36} />}
      {value?.link === null && (
        <>
          <p className={classes.dim}>{t('sharing.public.off')}</p>
          <Button
            variant="default"
            className={classes.action}
            loading={busy}
            onClick={() => run(create)}
          >
            {t('sharing.public.create')}
          </Button>
        </>
      )}
      {value !== null && value.link !== null && (
        <>
          <CopyLink
            label={t('sharing.public.link')}
            description={t('sharing.public.on')}
            url={value.link.url}
            secondary
          />
          <Button
            variant="subtle"
            color="red"
            className={classes.quiet}
            loading={busy}
            onClick={() => run(remove)}
          >
            {t('sharing.public.remove')}
          </Button>
        </>
      )}
      {error !== null && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
    </section>
  );
}
