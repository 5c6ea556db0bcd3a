import { Button, Select } from '@mantine/core';
import { IconFileImport, IconFileMusic } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { importSourceSchema } from '@confab/shared-types';
import type { ImportSource, PageId, WorkspaceId } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import { goTo } from '../app/route.ts';
import { Dialog } from '../ui/Dialog.tsx';
import classes from './Exchange.module.css';
import { JobProgress } from './JobProgress.tsx';
import { Losses } from './Losses.tsx';
import { filesOfDrop, filesOfInput } from './chosenFiles.ts';
import { useImport } from './useImport.ts';
import type { ChosenFile, ImportStep } from './useImport.ts';

/** Brings files of other apps in as pages: chosen, dropped, or a whole folder. */
export default function ImportDialog(props: {
  readonly workspace: WorkspaceId;
  /** The page they go under; null: the root. */
  readonly parent: PageId | null;
  readonly onClose: () => void;
}) {
  const { workspace, parent, onClose } = props;
  const { t } = useTranslation();
  const { step, begin, cancel } = useImport();
  const [source, setSource] = useState<ImportSource>('auto');
  const start = (files: readonly ChosenFile[]): void => {
    if (files.length > 0) void begin(files, source, { workspace, parent });
  };
  const busy = step.name === 'sending' || step.name === 'reading';
  return (
    <Dialog title={t('exchange.import.title')} onClose={busy ? cancel : onClose} size={520}>
      {step.name === 'choosing' && (
        <ChooseFiles error={step.error} source={source} onSource={setSource} onFiles={start} />
      )}
      {busy && (
        <JobProgress
          words={t(`exchange.import.${step.name}`, { done: step.done, total: step.total })}
          done={step.done}
          total={step.total}
          onCancel={cancel}
        />
      )}
      {step.name === 'done' && (
        <ImportResult workspace={workspace} result={step.result} onClose={onClose} />
      )}
    </Dialog>
  );
}

function ChooseFiles(props: {
  readonly error: string | null;
  readonly source: ImportSource;
  readonly onSource: (source: ImportSource) => void;
  readonly onFiles: (files: readonly ChosenFile[]) => void;
}) {
  const { error, source, onSource, onFiles } = props;
  const { t } = useTranslation();
  const { layout } = useServices();
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void filesOfDrop(event.dataTransfer.items).then(onFiles);
  };
  const take = (input: HTMLInputElement): void => {
    if (input.files !== null) onFiles(filesOfInput(input.files));
    input.value = '';
  };
  return (
    <div className={classes.form}>
      <p className={classes.dim}>{t('exchange.import.explain')}</p>
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <IconFileImport size={24} stroke={1.5} aria-hidden />
        <span>{t('exchange.import.drop')}</span>
        <div className={classes.buttons}>
          <Button data-autofocus onClick={() => files.current?.click()}>
            {t('exchange.import.files')}
          </Button>
          <Button variant="default" onClick={() => folder.current?.click()}>
            {t('exchange.import.folder')}
          </Button>
        </div>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label={t('exchange.import.files')}
          accept=".md,.markdown,.txt,.html,.htm,.zip,.csv,image/*,audio/*,video/*,.pdf"
          onChange={(event) => take(event.currentTarget)}
        />
        <input
          ref={(input) => {
            folder.current = input;
            input?.setAttribute('webkitdirectory', '');
          }}
          type="file"
          multiple
          hidden
          aria-label={t('exchange.import.folder')}
          onChange={(event) => take(event.currentTarget)}
        />
      </div>
      <Select
        label={t('exchange.import.from')}
        value={source}
        allowDeselect={false}
        onChange={(value) => {
          const chosen = importSourceSchema.safeParse(value);
          if (chosen.success) onSource(chosen.data);
        }}
        data={importSourceSchema.options.map((value) => ({
          value,
          label: t(`exchange.sources.${value}`),
        }))}
      />
      {error !== null && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <div className={classes.buttons}>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconFileMusic size={16} stroke={1.75} aria-hidden />}
          onClick={() => layout.setState({ dialog: 'transcribe' })}
        >
          {t('recordings.add')}
        </Button>
      </div>
    </div>
  );
}

function ImportResult(props: {
  readonly workspace: WorkspaceId;
  readonly result: Extract<ImportStep, { readonly name: 'done' }>['result'];
  readonly onClose: () => void;
}) {
  const { workspace, result, onClose } = props;
  const { pages = [], pageCount = pages.length, fileCount = 0, losses = [] } = result;
  const { t } = useTranslation();
  const { route } = useServices();
  const [first] = pages;
  const open = (): void => {
    if (first !== undefined) goTo(route, { workspace, page: first });
    onClose();
  };
  return (
    <div className={classes.form}>
      <p className={classes.result} role="status">
        {[
          t('exchange.import.pages', { count: pageCount }),
          fileCount === 0 ? '' : t('exchange.import.attachments', { count: fileCount }),
        ]
          .filter((words) => words !== '')
          .join(' ')}
      </p>
      {losses.length === 0 ? (
        <p className={classes.dim}>{t('exchange.import.nothingLost')}</p>
      ) : (
        <Losses losses={losses} />
      )}
      <div className={classes.buttons}>
        <Button data-autofocus onClick={open}>
          {first === undefined ? t('common.close') : t('exchange.import.open')}
        </Button>
      </div>
    </div>
  );
}
