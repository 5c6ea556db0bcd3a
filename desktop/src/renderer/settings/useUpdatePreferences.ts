import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preferences } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';

/** Changes preferences; the hub keeps them and tells every window. */
export function useUpdatePreferences(): (change: Partial<Preferences>) => void {
  const { t } = useTranslation();
  const { hub, toasts } = useServices();
  return useCallback(
    (change) => {
      hub.request('preferences.update', change).catch((error: unknown) => {
        toasts.show({ cause: 'preferences', text: errorText(t, error), tone: 'danger' });
      });
    },
    [hub, t, toasts],
  );
}
