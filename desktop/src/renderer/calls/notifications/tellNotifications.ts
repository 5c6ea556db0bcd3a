import type { Notification } from '@confab/shared-types';
import type { AppServices } from '../../app/AppContext.ts';
import { i18n } from '../../i18n.ts';

/** Tells the person, who looks elsewhere, of what they missed; a click brings up the list. */
export function tellNotifications(
  { runtime, layout }: Pick<AppServices, 'runtime' | 'layout'>,
  news: readonly Notification[],
): void {
  const [first] = news;
  if (first === undefined || document.hasFocus()) return;
  const { from, to, message } = first.about.ring;
  const title =
    news.length > 1
      ? i18n.t('calls.notifications.count', { count: news.length })
      : first.about.kind === 'missed-call'
        ? i18n.t('calls.ring.missed', { name: from.name })
        : i18n.t('calls.notifications.declinedBy', { name: to.name });
  runtime
    .notify({ title, body: news.length > 1 ? '' : (message ?? ''), tag: first.id })
    .then((clicked) => {
      if (!clicked) return;
      runtime.focusWindow();
      layout.setState({ rightPanel: 'calls' });
    })
    .catch((error: unknown) => console.error(error));
}
