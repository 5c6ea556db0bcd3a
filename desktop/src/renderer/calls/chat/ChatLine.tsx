import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/AppContext.ts';
import { formatMoment } from '../../app/formatMoment.ts';
import { personColor } from '../../ui/personColors.ts';
import classes from './Chat.module.css';
import type { ChatRow } from './chatRows.ts';
import type { ChatStore } from './chatStore.ts';
import { splitLinks } from './splitLinks.ts';

/** One message; name and time above the first of several. */
export function ChatLine({ row, chat }: { readonly row: ChatRow; readonly chat: ChatStore }) {
  const { t, i18n } = useTranslation();
  const { id, identity, name, text, at, own, state, head } = row;
  return (
    <>
      {head && (
        <p className={classes.head}>
          <span className={classes.name} style={{ color: personColor(identity) }}>
            {own ? t('calls.own', { name }) : name}
          </span>
          <time className={classes.time} dateTime={new Date(at).toISOString()}>
            {formatMoment(at, i18n.language)}
          </time>
        </p>
      )}
      <p className={classes.message} data-state={state}>
        <LinkedText text={text} />
      </p>
      {state === 'sending' && <span className={classes.status}>{t('calls.chat.sending')}</span>}
      {state === 'failed' && (
        <span className={classes.status} data-failed>
          {t('calls.chat.failed')}
          <button type="button" className={classes.again} onClick={() => chat.retry(id)}>
            {t('calls.chat.retry')}
          </button>
          <button type="button" className={classes.again} onClick={() => chat.discard(id)}>
            {t('calls.chat.discard')}
          </button>
        </span>
      )}
    </>
  );
}

function LinkedText({ text }: { readonly text: string }) {
  const { runtime } = useServices();
  return splitLinks(text).map(({ text: part, href }, index) =>
    href === null ? (
      part
    ) : (
      <a
        key={index}
        href={href}
        rel="noreferrer"
        onClick={(event) => {
          // The window itself goes nowhere.
          event.preventDefault();
          runtime.openExternal(href);
        }}
      >
        {part}
      </a>
    ),
  );
}
