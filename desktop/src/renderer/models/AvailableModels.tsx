import { Badge, Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { installedId } from '@confab/shared-types';
import type { CatalogueModel, ModelDownload, SpeechModelsState } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { useData, useHub } from '../app/AppContext.ts';
import { fileSizeText } from '../minutes/fileSizeText.ts';
import { DownloadProgress } from './DownloadProgress.tsx';
import { languagesText, qualityText } from './modelText.ts';
import classes from './Models.module.css';
import { recommendModel } from './recommendModel.ts';
import { useModelAction } from './useSpeechModels.ts';

/** What can be downloaded, the recommended one first. */
export function AvailableModels({ state }: { readonly state: SpeechModelsState }) {
  const { t } = useTranslation();
  const language = useData(({ preferences }) => preferences.speechLanguage);
  const here = new Set(state.installed.map(({ id }) => id));
  const recommended = recommendModel(state, language);
  const missing = state.available.filter((model) => !here.has(installedId(model)));
  const first = missing.filter((model) => model === recommended);
  const models = [...first, ...missing.filter((model) => model !== recommended)];
  return (
    <>
      <h3 className={classes.heading}>{t('models.available')}</h3>
      <p className={classes.hint}>{t('models.availableHint')}</p>
      {models.length > 0 && (
        <ul className={classes.models}>
          {models.map((model) => (
            <AvailableModel
              key={model.repository}
              model={model}
              recommended={model === recommended}
              download={
                state.downloads.find(({ repository }) => repository === model.repository) ?? null
              }
            />
          ))}
        </ul>
      )}
    </>
  );
}

function AvailableModel(props: {
  readonly model: CatalogueModel;
  readonly recommended: boolean;
  readonly download: ModelDownload | null;
}) {
  const { model, recommended, download } = props;
  const { t, i18n } = useTranslation();
  const hub = useHub();
  const act = useModelAction();
  const { name, repository } = model;
  const size = t('models.about', { size: fileSizeText(model.sizeBytes, i18n.language) });
  const languages = languagesText(t, model.languages, i18n.language);
  return (
    <li className={classes.model}>
      <div className={classes.row}>
        <div className={classes.about}>
          <span className={classes.name}>
            {name}
            {recommended && (
              <Badge variant="light" size="sm" tt="none">
                {t('models.recommended')}
              </Badge>
            )}
          </span>
          <span className={classes.line}>{`${size} · ${languages}`}</span>
          <span className={classes.line}>{qualityText(t, model)}</span>
        </div>
        {download === null && (
          <Button
            variant={recommended ? 'filled' : 'default'}
            size="xs"
            leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
            aria-label={t('models.downloadNamed', { name })}
            onClick={() => act(hub.request('models.download', { repository }))}
          >
            {t('models.download')}
          </Button>
        )}
      </div>
      {download !== null && <DownloadProgress name={name} download={download} />}
    </li>
  );
}
