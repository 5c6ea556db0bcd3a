import { useTranslation } from 'react-i18next';
import { Resizer } from '../ui/Resizer.tsx';
import classes from './StagePageResizer.module.css';
import { useKeptWidth } from './useKeptWidth.ts';

/** The edge between the call on the stage and the page. */
export function StagePageResizer({ className }: { readonly className: string | undefined }) {
  const { t } = useTranslation();
  return (
    <Resizer
      label={t('calls.view.resizePage')}
      className={[classes.resizer, className].filter(Boolean).join(' ')}
      least={340}
      most={960}
      side="right"
      {...useKeptWidth('stagePageWidth')}
    />
  );
}
