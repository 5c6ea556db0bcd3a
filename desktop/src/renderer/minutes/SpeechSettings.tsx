import { useTranslation } from 'react-i18next';
import { useData } from '../app/AppContext.ts';
import { ImportModel } from './ImportModel.tsx';
import { SpeechLanguage } from './SpeechLanguage.tsx';
import { SpeechModels } from './SpeechModels.tsx';
import classes from './SpeechSettings.module.css';
import { TranscriberState } from './TranscriberState.tsx';
import { useSpeechModels } from './useSpeechModels.ts';

/** Which model turns the person's words into text, and which language they speak. */
export function SpeechSettings() {
  const { t } = useTranslation();
  const models = useSpeechModels();
  const chosen = useData(({ preferences }) => preferences.speechModel);
  const model = models.list?.find(({ id }) => id === chosen) ?? null;
  return (
    <div className={classes.settings}>
      <p className={classes.intro}>{t('minutes.speech.intro')}</p>
      <SpeechModels models={models} chosen={chosen} />
      <ImportModel onImported={models.add} />
      <SpeechLanguage model={model} />
      <TranscriberState />
    </div>
  );
}
