import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useServices } from '../app/AppContext.ts';
import { IconButton } from './IconButton.tsx';
import classes from './Toasts.module.css';
import type { Toast } from './toastStore.ts';

const shownMs = 8000;

/** The results of things done elsewhere, bottom centre; announced politely. */
export function Toasts() {
  const { toasts: store } = useServices();
  const toasts = useStore(store, (state) => state.toasts);
  return (
    <div className={classes.list} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} dismiss={() => store.dismiss(toast.id)} />
      ))}
    </div>
  );
}

function ToastCard(props: { readonly toast: Toast; readonly dismiss: () => void }) {
  const { toast, dismiss } = props;
  const { t } = useTranslation();
  const { toasts } = useServices();
  useEffect(() => {
    const timer = setTimeout(() => toasts.dismiss(toast.id), shownMs);
    return () => clearTimeout(timer);
  }, [toast.id, toasts]);
  const answers = [toast.action, toast.otherAction].filter((answer) => answer !== undefined);
  return (
    <div className={classes.toast} data-tone={toast.tone}>
      <span className={classes.text}>{toast.text}</span>
      {answers.map(({ label, run }) => (
        <Button
          key={label}
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            run();
            dismiss();
          }}
        >
          {label}
        </Button>
      ))}
      <IconButton size="small" icon={IconX} label={t('common.dismiss')} onClick={dismiss} />
    </div>
  );
}
