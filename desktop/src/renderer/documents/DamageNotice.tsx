import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Page.module.css';

/** Says that part of the page was set aside; what is sound is below. */
export function DamageNotice({ onDismiss }: { readonly onDismiss: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.notice} data-tone="warning" role="alert">
      <p>{t('errors.data-damaged')}</p>
      <Button size="xs" variant="default" onClick={onDismiss}>
        {t('common.dismiss')}
      </Button>
    </div>
  );
}
