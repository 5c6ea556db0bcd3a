import type { Recording } from '@confab/shared-types';
import type { AppServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { goTo } from '../app/route.ts';
import { i18n } from '../i18n.ts';

/** A file of this window was not taken in. */
export function tellRefused({ toasts }: AppServices, name: string, error: unknown): void {
  toasts.show({
    cause: `recording ${name}`,
    text: i18n.t('recordings.refused', { name, reason: errorText(i18n.t, error) }),
    tone: 'danger',
  });
}

/** A recording ended; whoever looks at its page sees that. */
export function tellEnded({ toasts, route }: AppServices, recording: Recording): void {
  const { id, workspace, page, fileName: name, state } = recording;
  const shown = route.getState();
  if (state.name === 'cancelled') return;
  if (shown.workspace === workspace && shown.page === page) return;
  const failed = state.name === 'failed';
  toasts.show({
    cause: `recording ${id}`,
    text: i18n.t(failed ? 'recordings.stopped' : 'recordings.done', { name }),
    tone: failed ? 'danger' : 'neutral',
    action: { label: i18n.t('recordings.open'), run: () => goTo(route, { workspace, page }) },
  });
}
