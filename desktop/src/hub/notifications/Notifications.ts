import type { AccountId, CallId, Notification, Ring } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { NotificationStore } from './NotificationStore.ts';

export interface NotificationsOptions {
  readonly store: NotificationStore;
  readonly events: HubEvents;
  readonly clock: Clock;
  /** Whether a window of this device is in that call and shows how its rings go. */
  readonly isIn: (call: CallId) => boolean;
  readonly onChange: () => void;
}

/** Tells the person later what rings came to while they were not looking. */
export class Notifications {
  readonly #options: NotificationsOptions;

  constructor(options: NotificationsOptions) {
    this.#options = options;
  }

  list(): Notification[] {
    return this.#options.store.list();
  }

  /** How many were not read. */
  get unread(): number {
    return this.#options.store.unread();
  }

  /** A ring as its server told of it, now or late; the same news again changes nothing. */
  onRing(server: string, ring: Ring, self: AccountId): void {
    const about = aboutRing(server, ring, self);
    if (about === null) return;
    const { store, clock, isIn } = this.#options;
    const read = about.kind === 'declined-with-message' && isIn(ring.call);
    // Never later than now: the server's clock may be ahead.
    const at = Math.min(ring.startedAt, clock.now());
    if (store.add({ id: ring.id, at, read, about })) this.#changed();
  }

  /** Null: all of them. */
  markRead(ids: readonly string[] | null): void {
    if (this.#options.store.markRead(ids)) this.#changed();
  }

  #changed(): void {
    const { events, onChange } = this.#options;
    events.emit('notifications', this.list());
    onChange();
  }
}

function aboutRing(server: string, ring: Ring, self: AccountId): Notification['about'] | null {
  const { state, message, from, to } = ring;
  if (to.account === self && (state === 'missed' || state === 'cancelled')) {
    return { kind: 'missed-call', server, ring };
  }
  if (from.account === self && state === 'declined' && message !== null) {
    return { kind: 'declined-with-message', server, ring };
  }
  return null;
}
