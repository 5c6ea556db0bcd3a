import { Button, Progress, Radio } from '@mantine/core';
import { IconGauge, IconTrash } from '@tabler/icons-react';
import type { InstalledModel, SpeechModelsState } from '@confab/shared-types';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHub } from '../app/AppContext.ts';
import { fileSizeText } from '../minutes/fileSizeText.ts';
import { useUpdatePreferences } from '../settings/useUpdatePreferences.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { languagesText, modelName, speedText } from './modelText.ts';
import classes from './Models.module.css';
import { RemoveModel } from './RemoveModel.tsx';
import { useModelAction } from './useSpeechModels.ts';

/** The models of this device: one is chosen, any can be measured and removed. */
export function InstalledModels(props: {
  readonly state: SpeechModelsState;
  readonly chosen: string | null;
}) {
  const { state, chosen } = props;
  const { t } = useTranslation();
  const change = useUpdatePreferences();
  if (state.installed.length === 0) return <p className={classes.none}>{t('models.none')}</p>;
  return (
    <Radio.Group
      label={t('models.chosen')}
      value={chosen}
      onChange={(speechModel) => change({ speechModel })}
    >
      <ul className={classes.models}>
        {state.installed.map((model) => (
          <li key={model.id} className={classes.model}>
            <ModelRow model={model} state={state} />
            {state.measuring?.model === model.id && <Measuring measuring={state.measuring} />}
          </li>
        ))}
      </ul>
    </Radio.Group>
  );
}

function ModelRow(props: { readonly model: InstalledModel; readonly state: SpeechModelsState }) {
  const { model, state } = props;
  const { t, i18n } = useTranslation();
  const hub = useHub();
  const act = useModelAction();
  const [asking, setAsking] = useState(false);
  const name = modelName(model, state.available);
  const size = fileSizeText(model.sizeBytes, i18n.language);
  const languages = languagesText(t, model.languages, i18n.language);
  const speed =
    model.speed === null ? t('models.speed.unknown') : speedText(t, model.speed, i18n.language);
  return (
    <div className={classes.row}>
      <Radio
        className={classes.choice ?? ''}
        value={model.id}
        label={name}
        description={
          <>
            <span className={classes.line}>{`${size} · ${languages}`}</span>
            <span className={classes.line}>{speed}</span>
          </>
        }
      />
      <IconButton
        icon={IconGauge}
        label={t('models.measure', { name })}
        disabled={state.measuring !== null}
        onClick={() => act(hub.request('models.measure', { model: model.id }))}
      />
      <IconButton
        icon={IconTrash}
        label={t('models.remove', { name, size })}
        danger
        onClick={() => setAsking(true)}
      />
      {asking && (
        <RemoveModel model={model.id} name={name} size={size} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}

function Measuring(props: { readonly measuring: NonNullable<SpeechModelsState['measuring']> }) {
  const { done, total } = props.measuring;
  const { t } = useTranslation();
  const hub = useHub();
  const act = useModelAction();
  const words = t('models.measuring', { step: Math.min(done + 1, total), total });
  return (
    <div className={classes.progress} role="status">
      <span className={classes.words}>{words}</span>
      <Progress value={((done + 0.5) / total) * 100} animated aria-label={words} />
      <Button
        variant="default"
        size="xs"
        onClick={() => act(hub.request('models.cancelMeasuring', {}))}
      >
        {t('common.cancel')}
      </Button>
    </div>
  );
}
