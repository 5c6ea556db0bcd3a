import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useData } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { AvailableModels } from './AvailableModels.tsx';
import { ImportModel } from './ImportModel.tsx';
import { InstalledModels } from './InstalledModels.tsx';
import { MirrorAddress } from './MirrorAddress.tsx';
import classes from './Models.module.css';
import { SpeechLanguage } from './SpeechLanguage.tsx';
import { TranscriberState } from './TranscriberState.tsx';
import { useSpeechModels } from './useSpeechModels.ts';
import type { SpeechModelsAnswer } from './useSpeechModels.ts';
import { VocabularySettings } from './VocabularySettings.tsx';

/** Which model turns the person's words into text, which language they speak and what they call things. */
export function SpeechSettings() {
  const { t } = useTranslation();
  const models = useSpeechModels();
  const chosen = useData(({ preferences }) => preferences.speechModel);
  const model = models.state?.installed.find(({ id }) => id === chosen) ?? null;
  return (
    <div className={classes.settings}>
      <p className={classes.intro}>{t('models.intro')}</p>
      <Models models={models} chosen={chosen} />
      <section className={classes.section}>
        <SpeechLanguage model={model} />
        <TranscriberState />
      </section>
      <VocabularySettings />
    </div>
  );
}

function Models(props: { readonly models: SpeechModelsAnswer; readonly chosen: string | null }) {
  const { models, chosen } = props;
  const { t } = useTranslation();
  const { state, failure, reload } = models;
  if (state === null && failure !== null) {
    return (
      <EmptyState
        text={t('models.loadFailed', { reason: errorText(t, failure) })}
        action={{ label: t('common.retry'), run: reload }}
      />
    );
  }
  if (state === null) return <Skeleton height={48} aria-label={t('models.loading')} />;
  return (
    <>
      <InstalledModels state={state} chosen={chosen} />
      <section className={classes.section}>
        <AvailableModels state={state} />
        <MirrorAddress />
      </section>
      <ImportModel importing={state.importing} />
    </>
  );
}
