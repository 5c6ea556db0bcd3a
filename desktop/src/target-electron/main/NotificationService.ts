import type { NotificationConstructorOptions } from 'electron';
import type { ShellTexts } from '../../shell/shellTexts.ts';
import type { Notice } from '../../shell/Runtime.ts';
import type { ShowRing } from './RingService.ts';

/** What is used of Electron's `Notification`. */
export interface SystemNotification {
  on(event: 'click' | 'close' | 'failed', listener: () => void): unknown;
  on(event: 'action', listener: (details: { readonly actionIndex: number }) => void): unknown;
  show(): void;
  close(): void;
}

export interface NotificationServiceOptions {
  readonly isSupported: () => boolean;
  readonly create: (options: NotificationConstructorOptions) => SystemNotification;
  readonly texts: () => ShellTexts;
  readonly focusWindow: () => void;
}

interface Shown {
  readonly notification: SystemNotification;
  readonly end: (clicked: boolean) => void;
}

/** Notifications of the operating system. */
export class NotificationService {
  readonly #options: NotificationServiceOptions;
  /** A notification that is garbage tells no more of its clicks, so each is held while it shows. */
  readonly #shown = new Map<string, Shown>();

  constructor(options: NotificationServiceOptions) {
    this.#options = options;
  }

  /** Resolves true when the person clicked it, which brings the window forward. */
  notify({ title, body, tag, silent = false }: Notice): Promise<boolean> {
    const { isSupported, create, focusWindow } = this.#options;
    if (!isSupported()) return Promise.resolve(false);
    this.close(tag);
    const notification = create({ title, body, silent });
    return new Promise((resolve) => {
      const end = (clicked: boolean) => {
        if (this.#shown.get(tag)?.notification === notification) this.#shown.delete(tag);
        resolve(clicked);
      };
      this.#shown.set(tag, { notification, end });
      notification.on('click', () => {
        focusWindow();
        end(true);
      });
      notification.on('close', () => end(false));
      notification.on('failed', () => end(false));
      notification.show();
    });
  }

  /** Takes one back; not every system tells that it closed. */
  close(tag: string): void {
    const shown = this.#shown.get(tag);
    shown?.notification.close();
    shown?.end(false);
  }

  /** One way to show a ring; the buttons appear where the system has them. */
  readonly showRing: ShowRing = (ring, about, onChoice) => {
    const { isSupported, create, texts } = this.#options;
    if (!isSupported()) return { close: () => undefined };
    const busy = ring.callee === 'in-call';
    const notification = create({
      title: texts()('calling', { name: ring.from.name }),
      body: about === null ? texts()('callingFrom') : texts()('callingAbout', { title: about }),
      silent: busy,
      urgency: busy ? 'normal' : 'critical',
      timeoutType: 'never',
      actions: [
        { type: 'button', text: texts()('accept') },
        { type: 'button', text: texts()('decline') },
      ],
    });
    const key = `ring ${ring.id}`;
    this.#shown.set(key, { notification, end: () => this.#shown.delete(key) });
    notification.on('click', () => onChoice('look'));
    notification.on('action', ({ actionIndex }) =>
      onChoice(actionIndex === 0 ? 'accept' : 'decline'),
    );
    notification.show();
    return {
      close: () => this.close(key),
    };
  };
}
