import { Button, TextInput } from '@mantine/core';
import { IconFolderPlus } from '@tabler/icons-react';
import type { SpeechModel } from '@confab/shared-types';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useData, useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { useUpdatePreferences } from '../settings/useUpdatePreferences.ts';
import classes from './SpeechSettings.module.css';

interface ImportModelProps {
  readonly onImported: (model: SpeechModel) => void;
}

/** Takes a model folder of this machine in: by the system's dialog, else by its path. */
export function ImportModel({ onImported }: ImportModelProps) {
  const { runtime } = useServices();
  const importing = useImport(onImported);
  return (
    <div className={classes.import}>
      {runtime.capabilities.pickFolder ? (
        <PickFolder importing={importing} />
      ) : (
        <TypeFolder importing={importing} />
      )}
    </div>
  );
}

interface Importing {
  readonly busy: boolean;
  /** Words, in the person's language; null: nothing went wrong. */
  readonly failure: string | null;
  readonly run: (folder: string) => Promise<boolean>;
}

function useImport(onImported: ImportModelProps['onImported']): Importing {
  const { t } = useTranslation();
  const { hub, toasts } = useServices();
  const chosen = useData(({ preferences }) => preferences.speechModel);
  const change = useUpdatePreferences();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const run = async (folder: string): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    try {
      const model = await hub.request('speech.importModel', { folder });
      onImported(model);
      // The first model is the one that was wanted.
      if (chosen === null) change({ speechModel: model.id });
      const text = t('minutes.speech.imported', { name: model.name });
      toasts.show({ cause: 'speech-model', text });
      return true;
    } catch (error) {
      setFailure(errorText(t, error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, run };
}

function PickFolder({ importing }: { readonly importing: Importing }) {
  const { t } = useTranslation();
  const { runtime } = useServices();
  const pick = async (): Promise<void> => {
    const folder = await runtime.pickFolder(t('minutes.speech.importTitle'));
    if (folder !== null) await importing.run(folder);
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFolderPlus size={16} stroke={1.75} aria-hidden />}
        loading={importing.busy}
        onClick={() => void pick()}
      >
        {t('minutes.speech.import')}
      </Button>
      <ImportWords importing={importing} />
    </>
  );
}

function TypeFolder({ importing }: { readonly importing: Importing }) {
  const { t } = useTranslation();
  const { runtime } = useServices();
  const [folder, setFolder] = useState('');
  const path = runtime.platform === 'windows' ? 'C:\\models\\whisper-base' : '/models/whisper-base';
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await importing.run(folder.trim())) setFolder('');
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className={classes.folder}>
        <TextInput
          className={classes.path ?? ''}
          label={t('minutes.speech.folder')}
          placeholder={t('minutes.speech.folderExample', { path })}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
          spellCheck={false}
        />
        <Button
          type="submit"
          variant="default"
          disabled={folder.trim() === ''}
          loading={importing.busy}
        >
          {t('minutes.speech.importAction')}
        </Button>
      </div>
      <ImportWords importing={importing} />
    </form>
  );
}

function ImportWords({ importing }: { readonly importing: Importing }) {
  const { t } = useTranslation();
  if (importing.busy) return <p className={classes.words}>{t('minutes.speech.importing')}</p>;
  if (importing.failure === null) return null;
  return (
    <p className={classes.failure} role="alert">
      {importing.failure}
    </p>
  );
}
