import { Button, Progress, TextInput } from '@mantine/core';
import { IconFileZip, IconFolderPlus } from '@tabler/icons-react';
import type { SpeechModelsState } from '@confab/shared-types';
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../app/AppContext.ts';
import classes from './Models.module.css';
import { useImportModel } from './useImportModel.ts';
import type { ModelImport } from './useImportModel.ts';

/** Takes a model of this machine in, for those that are never online: a folder or a ZIP archive. */
export function ImportModel(props: { readonly importing: SpeechModelsState['importing'] }) {
  const { t } = useTranslation();
  const { runtime } = useServices();
  const model = useImportModel(props.importing);
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{t('models.importHeading')}</h3>
      {runtime.capabilities.pickFolder ? null : <TypeFolder model={model} />}
      <div className={classes.buttons}>
        {runtime.capabilities.pickFolder && <PickFolder model={model} />}
        <PickArchive model={model} />
      </div>
      <ImportState model={model} />
    </section>
  );
}

function PickFolder({ model }: { readonly model: ModelImport }) {
  const { t } = useTranslation();
  const { runtime } = useServices();
  const pick = async (): Promise<void> => {
    const folder = await runtime.pickFolder(t('models.importTitle'));
    if (folder !== null) await model.fromPath(folder);
  };
  return (
    <Button
      variant="default"
      leftSection={<IconFolderPlus size={16} stroke={1.75} aria-hidden />}
      disabled={model.busy}
      onClick={() => void pick()}
    >
      {t('models.importFolder')}
    </Button>
  );
}

function PickArchive({ model }: { readonly model: ModelImport }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const take = (chosen: HTMLInputElement): void => {
    const [file] = chosen.files ?? [];
    if (file !== undefined) void model.fromArchive(file);
    chosen.value = '';
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileZip size={16} stroke={1.75} aria-hidden />}
        disabled={model.busy}
        onClick={() => input.current?.click()}
      >
        {t('models.importArchive')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".zip"
        aria-label={t('models.importArchive')}
        onChange={(event) => take(event.currentTarget)}
      />
    </>
  );
}

function TypeFolder({ model }: { readonly model: ModelImport }) {
  const { t } = useTranslation();
  const { runtime } = useServices();
  const [folder, setFolder] = useState('');
  const path = runtime.platform === 'windows' ? 'C:\\models\\whisper-base' : '/models/whisper-base';
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await model.fromPath(folder.trim())) setFolder('');
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className={classes.folder}>
        <TextInput
          className={classes.path ?? ''}
          label={t('models.folder')}
          placeholder={t('models.folderExample', { path })}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
          spellCheck={false}
        />
        <Button type="submit" variant="default" disabled={folder.trim() === '' || model.busy}>
          {t('models.importAction')}
        </Button>
      </div>
    </form>
  );
}

function ImportState({ model }: { readonly model: ModelImport }) {
  const { t } = useTranslation();
  if (model.busy) {
    return (
      <div className={classes.progress} role="status">
        <span className={classes.words}>{t('models.importing')}</span>
        <Progress value={model.fraction * 100} aria-label={t('models.importing')} />
        <Button variant="default" size="xs" onClick={model.cancel}>
          {t('common.cancel')}
        </Button>
      </div>
    );
  }
  if (model.failure === null) return null;
  return (
    <p className={classes.failure} role="alert">
      {model.failure}
    </p>
  );
}
