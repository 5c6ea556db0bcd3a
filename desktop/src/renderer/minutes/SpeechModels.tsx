import { Button, Radio, Skeleton } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { SpeechModel } from '@confab/shared-types';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { useUpdatePreferences } from '../settings/useUpdatePreferences.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { fileSizeText } from './fileSizeText.ts';
import classes from './SpeechSettings.module.css';
import type { SpeechModelList } from './useSpeechModels.ts';

/** The models of this device: one is chosen, any can be removed. */
export function SpeechModels(props: {
  readonly models: SpeechModelList;
  readonly chosen: string | null;
}) {
  const { models, chosen } = props;
  const { t } = useTranslation();
  const change = useUpdatePreferences();
  if (models.list === null && models.failure !== null) {
    return (
      <EmptyState
        text={t('minutes.speech.loadFailed', { reason: errorText(t, models.failure) })}
        action={{ label: t('common.retry'), run: models.reload }}
      />
    );
  }
  if (models.list === null) {
    return <Skeleton height={48} aria-label={t('minutes.speech.loading')} />;
  }
  if (models.list.length === 0) {
    return <p className={classes.none}>{t('minutes.speech.noModels')}</p>;
  }
  return (
    <Radio.Group
      label={t('minutes.speech.model')}
      value={chosen}
      onChange={(speechModel) => change({ speechModel })}
    >
      <ul className={classes.models}>
        {models.list.map((model) => (
          <ModelRow key={model.id} model={model} chosen={chosen} remove={models.remove} />
        ))}
      </ul>
    </Radio.Group>
  );
}

function ModelRow(props: {
  readonly model: SpeechModel;
  readonly chosen: string | null;
  readonly remove: SpeechModelList['remove'];
}) {
  const { model, chosen, remove } = props;
  const { t, i18n } = useTranslation();
  const { toasts } = useServices();
  const change = useUpdatePreferences();
  const [asking, setAsking] = useState(false);
  const { name } = model;
  const size = fileSizeText(model.sizeBytes, i18n.language);
  const removeNow = async (): Promise<void> => {
    setAsking(false);
    try {
      await remove(model);
      if (chosen === model.id) change({ speechModel: null });
      toasts.show({ cause: 'speech-model', text: t('minutes.speech.removed', { name }) });
    } catch (error) {
      toasts.show({ cause: 'speech-model', text: errorText(t, error), tone: 'danger' });
    }
  };
  return (
    <li className={classes.model}>
      <Radio
        className={classes.choice ?? ''}
        value={model.id}
        label={name}
        description={`${size} · ${languagesText(model.languages, i18n.language)}`}
      />
      <IconButton
        icon={IconTrash}
        label={t('minutes.speech.remove', { name, size })}
        danger
        onClick={() => setAsking(true)}
      />
      {asking && (
        <Dialog
          title={t('minutes.speech.removeTitle', { name })}
          onClose={() => setAsking(false)}
          size={380}
        >
          <p className={classes.question}>{t('minutes.speech.removeText', { size })}</p>
          <div className={classes.answers}>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button color="red" onClick={() => void removeNow()}>
              {t('minutes.speech.removeAction')}
            </Button>
          </div>
        </Dialog>
      )}
    </li>
  );
}

/** The first languages by name and how many more, in the person's language. */
function languagesText(languages: readonly string[], language: string): string {
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const shown = languages.slice(0, 3).map((code) => names.of(code) ?? code);
  const more = languages.length - shown.length;
  const list = new Intl.ListFormat(language, { type: 'unit', style: 'short' });
  return list.format(more > 0 ? [...shown, `+${more}`] : shown);
}
