import type { MinutesTemplate, PageId, SummaryMethod, WorkspaceId } from '@confab/shared-types';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useData, useServices } from '../../app/AppContext.ts';
import { errorCode, errorText } from '../../app/errorText.ts';
import { endpointHost } from './endpointHost.ts';
import type { EndpointHost } from './endpointHost.ts';

export interface SummariseOptions {
  readonly template?: MinutesTemplate | undefined;
  /** Absent: as the preferences say. */
  readonly method?: SummaryMethod | undefined;
}

export interface Summarise {
  /** Where the words go by the preferences; null: nowhere. */
  readonly sentTo: EndpointHost | null;
  /** Writes the summary anew at once. */
  readonly now: (page: PageId, options?: SummariseOptions) => void;
  /** The same, but asks first where that would send the words to another machine. */
  readonly ask: (page: PageId, options?: SummariseOptions) => void;
  readonly cancel: (page: PageId) => void;
}

/** Has the minutes of pages summarised; what was replaced can be taken back from a toast. */
export function useSummarise(workspace: WorkspaceId): Summarise {
  const { t } = useTranslation();
  const { hub, layout, toasts } = useServices();
  const method = useData(({ preferences }) => preferences.summaryMethod);
  const url = useData(({ preferences }) => preferences.summaryEndpoint?.url ?? '');
  return useMemo(() => {
    const sentTo = method === 'endpoint' ? endpointHost(url) : null;
    const cause = 'summarise';
    const failed = (error: unknown): void => {
      if (errorCode(error) === 'cancelled') return;
      const nothingSaid = errorCode(error) === 'not-found';
      const text = nothingSaid ? t('summaries.nothingSaid') : errorText(t, error);
      toasts.show({ cause, text, tone: 'danger' });
    };
    const takeBack = async (page: PageId): Promise<void> => {
      await hub.request('minutes.takeBackSummary', { workspace, page });
      toasts.show({ cause, text: t('summaries.takenBack') });
    };
    const run = async (page: PageId, options: SummariseOptions): Promise<void> => {
      const { replaced } = await hub.request('minutes.summarise', { workspace, page, ...options });
      const undo = { label: t('common.undo'), run: () => void takeBack(page).catch(failed) };
      const text = t(replaced ? 'summaries.writtenAnew' : 'summaries.written');
      toasts.show({ cause, text, ...(replaced ? { action: undo } : {}) });
    };
    const now: Summarise['now'] = (page, options = {}) => void run(page, options).catch(failed);
    return {
      sentTo,
      now,
      ask: (page, options = {}) => {
        if (sentTo === null || sentTo.here) return now(page, options);
        const dialogTemplate = options.template ?? null;
        layout.setState({ dialog: 'send-transcript', dialogPage: page, dialogTemplate });
      },
      cancel: (page) => {
        hub.request('minutes.cancelSummary', { workspace, page }).catch(failed);
      },
    };
  }, [workspace, t, hub, layout, toasts, method, url]);
}
