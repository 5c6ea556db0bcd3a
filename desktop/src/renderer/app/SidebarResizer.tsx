import { useTranslation } from 'react-i18next';
import { Resizer } from '../ui/Resizer.tsx';
import classes from './SidebarResizer.module.css';
import { useKeptWidth } from './useKeptWidth.ts';

/** The sidebar's edge. */
export function SidebarResizer() {
  const { t } = useTranslation();
  return (
    <Resizer
      label={t('sidebar.resize')}
      className={classes.resizer}
      least={200}
      most={400}
      side="left"
      {...useKeptWidth('sidebarWidth')}
    />
  );
}
