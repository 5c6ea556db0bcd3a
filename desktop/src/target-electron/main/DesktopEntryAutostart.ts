import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Autostart } from './Autostart.ts';

export interface DesktopEntryAutostartOptions {
  /** `$XDG_CONFIG_HOME/autostart`. */
  readonly folder: string;
  /** Without `.desktop`; one for each profile. */
  readonly id: string;
  /** Program and arguments. */
  readonly command: readonly string[];
}

/** Linux: a desktop entry in the session's autostart folder (freedesktop.org, Autostart 0.5). */
export class DesktopEntryAutostart implements Autostart {
  readonly #options: DesktopEntryAutostartOptions;
  readonly #path: string;

  constructor(options: DesktopEntryAutostartOptions) {
    this.#options = options;
    this.#path = join(options.folder, `${options.id}.desktop`);
  }

  /** The system's own settings turn an entry off by a line in it. */
  async read(): Promise<boolean> {
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
      throw error;
    }
    return (
      !/^Hidden\s*=\s*true\s*$/m.test(text) &&
      !/^X-GNOME-Autostart-enabled\s*=\s*false\s*$/m.test(text)
    );
  }

  async set(on: boolean): Promise<void> {
    if (!on) return rm(this.#path, { force: true });
    await mkdir(this.#options.folder, { recursive: true });
    const draft = `${this.#path}.new`;
    await writeFile(draft, desktopEntry(this.#options.command));
    await rename(draft, this.#path);
  }
}

export function desktopEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Confab',
    `Exec=${command.map(quoteExec).join(' ')}`,
    'Icon=confab',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * One argument of an `Exec` line (Desktop Entry 1.5): quoted where it has a reserved character, and
 * escaped once more, because the value is a string that is unescaped first. `%` begins a field code.
 */
function quoteExec(argument: string): string {
  const literal = argument.replaceAll('%', '%%');
  if (/^[\w%@:=,./+-]+$/.test(literal)) return literal;
  const quoted = `"${literal.replace(/["`$\\]/g, '\\$&')}"`;
  return quoted.replaceAll('\\', '\\\\');
}
