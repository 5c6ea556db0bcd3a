import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Toast {
  readonly id: number;
  /** Of two toasts with one cause only the later is shown. */
  readonly cause: string;
  readonly text: string;
  readonly tone: 'neutral' | 'danger';
  readonly action?: ToastAction;
  /** The other answer, where it is a question. */
  readonly otherAction?: ToastAction;
}

export interface ToastStore extends StoreApi<{ readonly toasts: readonly Toast[] }> {
  show(toast: Omit<Toast, 'id' | 'tone'> & { readonly tone?: Toast['tone'] }): void;
  dismiss(id: number): void;
}

/** Results of things done elsewhere than where the person looks. At most three are shown. */
export function createToastStore(): ToastStore {
  const store = createStore<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));
  let nextId = 1;
  return Object.assign(store, {
    show: (toast: Omit<Toast, 'id' | 'tone'> & { readonly tone?: Toast['tone'] }) => {
      const { toasts } = store.getState();
      const others = toasts.filter(({ cause }) => cause !== toast.cause);
      const shown: Toast = { tone: 'neutral', ...toast, id: nextId++ };
      store.setState({ toasts: [...others, shown].slice(-3) });
    },
    dismiss: (id: number) => {
      store.setState({ toasts: store.getState().toasts.filter((toast) => toast.id !== id) });
    },
  });
}
