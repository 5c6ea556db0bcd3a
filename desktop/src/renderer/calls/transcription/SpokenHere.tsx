import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useData } from '../../app/AppContext.ts';
import { languageOptions } from '../../models/languageOptions.ts';
import { useSpeechModels } from '../../models/useSpeechModels.ts';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';

/** The language the person speaks in this call, where it is another than theirs. */
export function SpokenHere({ session }: { readonly session: CallSession }) {
  const { t, i18n } = useTranslation();
  const { state } = useSpeechModels();
  const preferences = useData((data) => data.preferences);
  const here = useSession(session, ({ words }) => words.language);
  const model = state?.installed.find(({ id }) => id === preferences.speechModel) ?? null;
  const chosen = here ?? preferences.speechLanguage;
  return (
    <Select
      size="xs"
      label={t('transcription.languageHere')}
      data={languageOptions(t, i18n.language, model, chosen)}
      value={chosen}
      searchable={(model?.languages.length ?? 0) > 12}
      comboboxProps={{ withinPortal: false }}
      onChange={(language) => {
        if (language !== null) session.transcription.setLanguage(language);
      }}
    />
  );
}
