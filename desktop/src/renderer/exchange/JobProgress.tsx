import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Exchange.module.css';

/** How far something is, in words and as a bar, with a way to stop it. */
export function JobProgress(props: {
  readonly words: string;
  readonly done: number;
  /** 0: not known yet. */
  readonly total: number;
  readonly onCancel: () => void;
}) {
  const { words, done, total, onCancel } = props;
  const { t, i18n } = useTranslation();
  const share = total === 0 ? 0 : done / total;
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(share);
  return (
    <div className={classes.progress} role="status">
      <div className={classes.progressHead}>
        <span>{words}</span>
        <span className={classes.dim}>{total === 0 ? '' : percent}</span>
      </div>
      {/* Another bar once the end is known: this one would run backwards to it. */}
      <Progress
        key={total === 0 ? 'unknown' : 'known'}
        value={total === 0 ? 100 : share * 100}
        animated={total === 0}
        aria-label={words}
      />
      <Button variant="default" className={classes.end} onClick={onCancel}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}
