import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../app/errorText.ts';

/** Something a press does that may take a while or fail; the words of the failure stay beside it. */
export function useAction(): {
  readonly busy: boolean;
  readonly error: string | null;
  readonly run: (action: () => Promise<unknown>) => void;
} {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  return {
    busy,
    error,
    run: (action) => {
      setBusy(true);
      setError(null);
      action()
        .catch((problem: unknown) => setError(errorText(t, problem)))
        .finally(() => setBusy(false));
    },
  };
}
