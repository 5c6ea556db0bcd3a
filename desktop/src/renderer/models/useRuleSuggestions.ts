import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';

/**
 * Offers to make a rule of a correction that was made twice. Who does not answer finds it in the
 * settings.
 */
export function useRuleSuggestions(): void {
  const { t } = useTranslation();
  const { hub, toasts } = useServices();
  useEffect(
    () =>
      hub.on('ruleSuggested', (rule) => {
        const answer = (accept: boolean) => (): void => {
          hub.request('vocabulary.answerSuggestion', { rule, accept }).catch((error: unknown) => {
            const text = t('transcription.rule.failed', { reason: errorText(t, error) });
            toasts.show({ cause: 'rule', text, tone: 'danger' });
          });
        };
        toasts.show({
          cause: `rule ${rule.from} ${rule.to}`,
          text: t('transcription.rule.suggested', rule),
          action: { label: t('transcription.rule.always'), run: answer(true) },
          otherAction: { label: t('transcription.rule.no'), run: answer(false) },
        });
      }),
    [hub, t, toasts],
  );
}
