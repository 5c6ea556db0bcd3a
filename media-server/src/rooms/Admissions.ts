import { ConfabError, type RoomRules, type SignalingRequestData } from '@confab/shared-types';

/** Rules that are not named stay as they are. */
export type RuleChanges = SignalingRequestData<'setRules'>;

/** Somebody at the door. */
export interface Newcomer {
  readonly identity: string;
  readonly isHost: boolean;
}

/** Who may come into a room: its rules, who has been inside before, and who was removed. */
export class Admissions {
  readonly #insiders = new Set<string>();
  readonly #removed = new Set<string>();
  #rules: RoomRules = { locked: false, lobby: false };

  get rules(): RoomRules {
    return this.#rules;
  }

  /** False when nothing changed. */
  setRules(rules: RuleChanges): boolean {
    const { locked, lobby } = this.#rules;
    this.#rules = { locked: rules.locked ?? locked, lobby: rules.lobby ?? lobby };
    return this.#rules.locked !== locked || this.#rules.lobby !== lobby;
  }

  /**
   * Whether a host has to let them in. Nobody waits where no host is inside to do so. Throws
   * `room-locked`.
   */
  mustWait({ identity, isHost }: Newcomer, hostInside: boolean): boolean {
    if (this.#insiders.has(identity)) return false;
    if (this.#rules.locked && !isHost) throw new ConfabError('room-locked');
    if (!hostInside) return false;
    return this.#removed.has(identity) || (this.#rules.lobby && !isHost);
  }

  /** They may come back from now on, whatever the rules say. */
  noteInside(identity: string): void {
    this.#insiders.add(identity);
    this.#removed.delete(identity);
  }

  noteRemoved(identity: string): void {
    this.#insiders.delete(identity);
    this.#removed.add(identity);
  }

  wasRemoved(identity: string): boolean {
    return this.#removed.has(identity);
  }
}
