import { useTranslation } from 'react-i18next';
import { editingRoles } from '@confab/shared-types';
import type { LocalWorkspace, PageId } from '@confab/shared-types';
import { errorText } from '../app/errorText.ts';
import { AddGuest } from './AddGuest.tsx';
import { GuestList } from './GuestList.tsx';
import { InviteForm } from './InviteForm.tsx';
import { OpenInvitations } from './OpenInvitations.tsx';
import { PublicLinkSection } from './PublicLinkSection.tsx';
import classes from './ShareDialog.module.css';
import { useGuests } from './useSharing.ts';

/** Lets others into one page: guests, a link for those without an account here, a public link. */
export function PageSharing(props: { readonly workspace: LocalWorkspace; readonly page: PageId }) {
  const { workspace, page } = props;
  const { t } = useTranslation();
  if (!editingRoles.has(workspace.role)) {
    return <p className={classes.dim}>{t('sharing.pageNotAllowed')}</p>;
  }
  return <EditablePageSharing workspace={workspace} page={page} />;
}

function EditablePageSharing(props: { readonly workspace: LocalWorkspace; readonly page: PageId }) {
  const { page } = props;
  const workspace = props.workspace.id;
  const { t } = useTranslation();
  const guests = useGuests(workspace, page);
  // What cannot be asked cannot be changed either: it is said once, and asked again when it can be.
  if (guests.value === null && guests.error !== null) {
    return (
      <p className={classes.dim} role="status">
        {errorText(t, guests.error)}
      </p>
    );
  }
  return (
    <div className={classes.sections}>
      <section className={classes.section}>
        <p className={classes.dim}>{t('sharing.pageExplain')}</p>
        <AddGuest workspace={workspace} page={page} onAdded={guests.replace} />
        <GuestList workspace={workspace} page={page} guests={guests} />
      </section>
      <section className={classes.section} aria-labelledby="page-invitation">
        <h3 id="page-invitation" className={classes.heading}>
          {t('sharing.pageInvitation')}
        </h3>
        <InviteForm workspace={workspace} page={page} />
        <OpenInvitations workspace={workspace} page={page} />
      </section>
      <PublicLinkSection workspace={workspace} page={page} />
    </div>
  );
}
