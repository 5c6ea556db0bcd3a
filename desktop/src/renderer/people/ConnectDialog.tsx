import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/Dialog.tsx';
import { AccountForm } from './AccountForm.tsx';

/** Connects this profile to a server: an account is made there, or one signs in. */
export default function ConnectDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('people.connect.title')} onClose={onClose}>
      <AccountForm intro={t('people.connect.hasAccount')} onDone={onClose} />
    </Dialog>
  );
}
