import { Button, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { minutesTemplateSchema, recordingLimitBytes } from '@confab/shared-types';
import type { SpeechModel, WorkspaceId } from '@confab/shared-types';
import { useData, useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { goTo } from '../app/route.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useSpeechModels } from '../models/useSpeechModels.ts';
import { ChooseRecordings } from './ChooseRecordings.tsx';
import classes from './Recordings.module.css';
import { useRecordingStore } from './RecordingsContext.ts';
import { SoundProtection } from './SoundProtection.tsx';

/** Asks how files with speech are to become pages of minutes. */
export default function TranscribeDialog(props: {
  readonly workspace: WorkspaceId;
  readonly onClose: () => void;
}) {
  const { workspace } = props;
  const { t } = useTranslation();
  const { route } = useServices();
  const store = useRecordingStore();
  const { state } = useSpeechModels();
  const preferences = useData((data) => data.preferences);
  const model = state?.installed.find(({ id }) => id === preferences.speechModel) ?? null;
  const [files, setFiles] = useState(() => store.getState().offered);
  const languages = languagesOf(model);
  const [language, setLanguage] = useState<string | null>(null);
  const [template, setTemplate] = useState(preferences.minutesTemplate);
  const [keepAudio, setKeepAudio] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const chosen = language ?? preferredLanguage(languages, preferences.speechLanguage);
  const tooLarge = files.some(({ size }) => size > recordingLimitBytes);
  const empty = files.some(({ size }) => size === 0);
  const close = (): void => {
    store.setState({ offered: [] });
    props.onClose();
  };
  const begin = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const choices = { workspace, language: chosen, template, keepAudio };
      const { page } = await store.add(files, choices);
      goTo(route, { workspace, page });
      close();
    } catch (problem) {
      setError(errorText(t, problem));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('recordings.dialog.title')} onClose={close} size={520}>
      <div className={classes.form}>
        <p className={classes.explain}>{t('recordings.dialog.explain')}</p>
        {state !== null && model === null && <NoModel />}
        <ChooseRecordings files={files} onFiles={setFiles} />
        <div className={classes.pair}>
          <Select
            label={t('recordings.dialog.language')}
            data={useLanguageOptions(languages)}
            value={chosen}
            searchable={languages.length > 12}
            onChange={setLanguage}
          />
          <Select
            label={t('recordings.dialog.template')}
            data={minutesTemplateSchema.options.map((value) => ({
              value,
              label: t(`recordings.templates.${value}`),
            }))}
            value={template}
            onChange={(value) => {
              const known = minutesTemplateSchema.safeParse(value);
              if (known.success) setTemplate(known.data);
            }}
          />
        </div>
        <Switch
          label={t('recordings.dialog.keep')}
          description={t('recordings.dialog.keepHint')}
          checked={keepAudio}
          onChange={(event) => setKeepAudio(event.currentTarget.checked)}
        />
        {keepAudio && <SoundProtection />}
        {tooLarge && <p className={classes.error}>{t('recordings.dialog.tooLarge')}</p>}
        {empty && <p className={classes.error}>{t('recordings.dialog.empty')}</p>}
        {error !== null && (
          <p className={classes.error} role="alert">
            {error}
          </p>
        )}
        <div className={classes.buttons}>
          <Button
            disabled={files.length === 0 || model === null || tooLarge || empty}
            loading={busy}
            onClick={() => void begin()}
          >
            {t('recordings.dialog.action', { count: Math.max(1, files.length) })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Without a model nothing can be written down: here is the way to one. */
function NoModel() {
  const { t } = useTranslation();
  const { layout } = useServices();
  return (
    <div className={classes.noModel} role="status">
      <p>{t('recordings.dialog.noModel')}</p>
      <Button
        size="xs"
        variant="default"
        onClick={() => layout.setState({ dialog: 'settings', settingsTab: 'speech' })}
      >
        {t('recordings.dialog.getModel')}
      </Button>
    </div>
  );
}

/** A model of several languages hears by itself which one is spoken. */
const detected = 'auto';

function languagesOf(model: SpeechModel | null): readonly string[] {
  const known = model?.languages ?? [];
  return known.length === 1 ? known : [detected, ...known];
}

function preferredLanguage(languages: readonly string[], own: string): string {
  return languages.includes(own) ? own : (languages[0] ?? detected);
}

function useLanguageOptions(languages: readonly string[]) {
  const { t, i18n } = useTranslation();
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  return languages
    .map((value) => ({
      value,
      label: value === detected ? t('recordings.dialog.detect') : (names.of(value) ?? value),
    }))
    .toSorted(
      (a, b) =>
        Number(b.value === detected) - Number(a.value === detected) ||
        a.label.localeCompare(b.label, i18n.language),
    );
}
