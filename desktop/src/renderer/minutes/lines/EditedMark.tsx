import { Button, Popover } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallPerson, TranscriptLine } from '@confab/shared-types';
import type { TranscriptEdits } from '../edit/useTranscriptEdits.ts';
import classes from './LineRow.module.css';

/** That a line was corrected; on demand by whom, what was heard, and the way back to it. */
export function EditedMark(props: {
  readonly line: TranscriptLine;
  readonly people: readonly CallPerson[];
  readonly edits: TranscriptEdits | null;
}) {
  const { line, people, edits } = props;
  const { t } = useTranslation();
  const by = people.find(({ account }) => account === line.correctedBy)?.name;
  return (
    <Popover position="bottom-start" width={320} trapFocus>
      <Popover.Target>
        <button type="button" className={classes.edited}>
          {t('minutes.edit.mark')}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('minutes.edit.original')}>
        <div className={classes.original}>
          <p className={classes.by}>
            {by === undefined ? t('minutes.edit.byNobody') : t('minutes.edit.by', { name: by })}
          </p>
          <blockquote className={classes.heard} lang={line.language} tabIndex={0}>
            {line.original}
          </blockquote>
          {edits !== null && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => edits.restore(line)}
              data-autofocus
            >
              {t('minutes.edit.restore')}
            </Button>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
