import type { GlobalShortcut } from 'electron';

const modifiers =
  /^(Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)$/i;
const plainKeys =
  /^([A-Z0-9]|[)!@#$%^&*(:;<=>?,./`~{}|[\]\\'"_-]|Plus|Space|Tab|Backspace|Delete|Insert|Enter|Return|Up|Down|Left|Right|Home|End|PageUp|PageDown)$/i;
const functionKeys = /^F([1-9]|1\d|2[0-4])$/i;

/**
 * Whether a combination may be taken from all other programs: a function key, or a key together with
 * a modifier that is not Shift alone, which people type with.
 */
export function isGlobalAccelerator(accelerator: string): boolean {
  const parts = accelerator.split('+');
  const key = parts.pop() ?? '';
  if (!parts.every((part) => modifiers.test(part))) return false;
  if (functionKeys.test(key)) return true;
  return plainKeys.test(key) && parts.some((part) => part.toLowerCase() !== 'shift');
}

export interface GlobalMuteOptions {
  readonly globalShortcut: Pick<GlobalShortcut, 'register' | 'unregister'>;
  readonly onPress: () => void;
}

/** The one key combination that is heard while another program has the keyboard. */
export class GlobalMute {
  readonly #options: GlobalMuteOptions;
  #held: string | null = null;

  constructor(options: GlobalMuteOptions) {
    this.#options = options;
  }

  /** False: it is none, or another program has it; what was held before is then held on. */
  set(accelerator: string | null): boolean {
    const { globalShortcut, onPress } = this.#options;
    if (accelerator === this.#held) return true;
    if (accelerator !== null) {
      if (!isGlobalAccelerator(accelerator)) return false;
      if (!globalShortcut.register(accelerator, onPress)) return false;
    }
    if (this.#held !== null) globalShortcut.unregister(this.#held);
    this.#held = accelerator;
    return true;
  }
}
