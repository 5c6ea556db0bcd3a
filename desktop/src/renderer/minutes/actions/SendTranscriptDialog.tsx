import { Button } from '@mantine/core';
import type { MinutesTemplate, PageId, WorkspaceId } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from './MinutesActions.module.css';
import { SentNote } from './SentNote.tsx';
import { useSummarise } from './useSummarise.ts';

/** Before words that are everybody's leave this machine: where they go, and the way without. */
export default function SendTranscriptDialog(props: {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  /** Null: as it is. */
  readonly template: MinutesTemplate | null;
  readonly onClose: () => void;
}) {
  const { workspace, page, template, onClose } = props;
  const { t } = useTranslation();
  const { sentTo, now } = useSummarise(workspace);
  const host = sentTo?.host ?? '';
  const begin = (method: 'endpoint' | 'extractive'): void => {
    onClose();
    now(page, { method, ...(template === null ? {} : { template }) });
  };
  return (
    <Dialog title={t('summaries.send.title')} onClose={onClose}>
      <div className={classes.dialog}>
        <SentNote warn>{t('summaries.send.words', { host })}</SentNote>
        <div className={classes.dialogButtons}>
          <Button variant="default" onClick={() => begin('extractive')}>
            {t('summaries.send.here')}
          </Button>
          <Button data-autofocus onClick={() => begin('endpoint')}>
            {t('summaries.send.send')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
