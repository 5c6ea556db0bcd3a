import { Progress } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/IconButton.tsx';
import classes from './UploadList.module.css';
import type { Upload } from './UploadsProvider.tsx';

/** Files on their way to disk; appears only for what takes longer than a moment (by CSS). */
export function UploadList({ uploads }: { readonly uploads: readonly Upload[] }) {
  const { t, i18n } = useTranslation();
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  return (
    <ul className={classes.list} aria-label={t('page.uploads')}>
      {uploads.map(({ id, name, fraction, cancel }) => (
        <li key={id} className={classes.upload}>
          <span className={classes.name}>{t('page.uploading', { name })}</span>
          <span className={classes.percent}>{percent.format(fraction)}</span>
          <IconButton size="small" icon={IconX} label={t('page.cancelUpload')} onClick={cancel} />
          <Progress
            className={classes.bar}
            size={3}
            value={fraction * 100}
            aria-label={t('page.uploading', { name })}
          />
        </li>
      ))}
    </ul>
  );
}
