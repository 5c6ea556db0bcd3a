import type { AccountId, Activity } from '@confab/shared-types';
import type { Bus } from '../bus/Bus.ts';

/** What one device does at the moment. */
export interface DeviceStatus {
  readonly inCall: boolean;
  readonly doNotDisturb: boolean;
}

/** A device as long as its event stream is open. */
export interface PresentDevice {
  setStatus(status: DeviceStatus): Promise<void>;
  leave(): Promise<void>;
}

type Devices = Map<object, DeviceStatus>;

const idle: DeviceStatus = { inCall: false, doNotDisturb: false };

/** Who has an event stream open, on any device, and what they do there. */
export class Presence {
  readonly #bus: Bus;
  readonly #accounts = new Map<AccountId, Devices>();

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  isOnline(account: AccountId): boolean {
    return this.#accounts.has(account);
  }

  /** Undisturbed if all devices are, else in a call if any is; `free` also when none is there. */
  activityOf(account: AccountId): Activity {
    const devices = [...(this.#accounts.get(account)?.values() ?? [])];
    if (devices.length > 0 && devices.every((device) => device.doNotDisturb)) {
      return 'do-not-disturb';
    }
    return devices.some((device) => device.inCall) ? 'in-call' : 'free';
  }

  /** Counts a device in, as doing nothing. */
  async enter(account: AccountId): Promise<PresentDevice> {
    const key = {};
    await this.#change(account, (devices) => devices.set(key, idle));
    return {
      setStatus: (status) => this.#change(account, (devices) => devices.set(key, status)),
      leave: () => this.#change(account, (devices) => devices.delete(key)),
    };
  }

  async #change(account: AccountId, change: (devices: Devices) => unknown): Promise<void> {
    const before = this.#describe(account);
    const devices = this.#accounts.get(account) ?? new Map<object, DeviceStatus>();
    change(devices);
    if (devices.size === 0) this.#accounts.delete(account);
    else this.#accounts.set(account, devices);
    const now = this.#describe(account);
    if (before.online === now.online && before.activity === now.activity) return;
    await this.#bus.publish('presence', { account, ...now });
  }

  #describe(account: AccountId): { readonly online: boolean; readonly activity: Activity } {
    return { online: this.isOnline(account), activity: this.activityOf(account) };
  }
}
