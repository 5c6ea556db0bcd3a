import type { NotificationConstructorOptions } from 'electron';
import type { ShellTexts } from '../../shell/shellTexts.ts';
import type { NoticeText } from '../ShellBridge.ts';
import type { ShowRing } from './RingService.ts';

/** What is used of Electron's `Notification`. */
export interface SystemNotification {
  on(event: 'click' | 'close' | 'failed', listener: () => void): unknown;
  on(event: 'action', listener: (details: unknown, index: number) => void): unknown;
  show(): void;
  close(): void;
}

export interface NotificationServiceOptions {
  readonly isSupported: () => boolean;
  readonly create: (options: NotificationConstructorOptions) => SystemNotification;
  readonly texts: () => ShellTexts;
  readonly focusWindow: () => void;
}

/** Notifications of the operating system. */
export class NotificationService {
  readonly #options: NotificationServiceOptions;
  /** A notification that is garbage tells no more of its clicks, so each is held while it shows. */
  readonly #shown = new Map<string, SystemNotification>();

  constructor(options: NotificationServiceOptions) {
    this.#options = options;
  }

  /** Resolves true when the person clicked it, which brings the window forward. */
  notify({ title, body, tag }: NoticeText): Promise<boolean> {
    const { isSupported, create, focusWindow } = this.#options;
    if (!isSupported()) return Promise.resolve(false);
    this.#shown.get(tag)?.close();
    const notification = create({ title, body });
    this.#shown.set(tag, notification);
    return new Promise((resolve) => {
      const end = (clicked: boolean) => {
        if (this.#shown.get(tag) === notification) this.#shown.delete(tag);
        resolve(clicked);
      };
      notification.on('click', () => {
        focusWindow();
        end(true);
      });
      notification.on('close', () => end(false));
      notification.on('failed', () => end(false));
      notification.show();
    });
  }

  /** One way to show a ring; the buttons appear where the system has them. */
  readonly showRing: ShowRing = (ring, onChoice) => {
    const { isSupported, create, texts } = this.#options;
    if (!isSupported()) return { close: () => undefined };
    const notification = create({
      title: texts()('calling', { name: ring.from.name }),
      body: texts()('callingFrom'),
      urgency: 'critical',
      timeoutType: 'never',
      actions: [
        { type: 'button', text: texts()('accept') },
        { type: 'button', text: texts()('decline') },
      ],
    });
    const key = `ring ${ring.id}`;
    this.#shown.set(key, notification);
    notification.on('click', () => onChoice('look'));
    notification.on('action', (_details, index) => onChoice(index === 0 ? 'accept' : 'decline'));
    notification.show();
    return {
      close: () => {
        this.#shown.delete(key);
        notification.close();
      },
    };
  };
}
