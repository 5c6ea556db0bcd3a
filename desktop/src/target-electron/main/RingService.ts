import type { Ring } from '@confab/shared-types';
import type { ShellCommand } from '../../shell/Runtime.ts';

/** One way in which a ring is shown; `close` takes it away again. */
export interface RingSurface {
  close(): void;
}

export interface LiveRing {
  readonly server: string;
  readonly ring: Ring;
}

/** `message`: decline with a line of text, which the page asks for; it goes on ringing until then. */
export type RingChoice = 'accept' | 'decline' | 'message' | 'look';

/**
 * Shows a ring in one way and says what the person chose there. `about`: the title of the page it is
 * from, written by others: text and nothing else.
 */
export type ShowRing = (
  ring: Ring,
  about: string | null,
  onChoice: (choice: RingChoice) => void,
) => RingSurface;

export interface RingServiceOptions {
  /** All ways are used at once: what a system does with a notification's buttons differs. */
  readonly surfaces: readonly ShowRing[];
  readonly command: (command: ShellCommand) => void;
  readonly focusWindow: () => void;
  /** The rings that go on now; called after each change. */
  readonly onChange: (rings: readonly LiveRing[]) => void;
}

interface Shown extends LiveRing {
  readonly surfaces: readonly RingSurface[];
}

const commands = {
  accept: 'answer-ring',
  decline: 'decline-ring',
  message: 'message-ring',
} as const;

/** The rings that reach the person outside the app's window. */
export class RingService {
  readonly #options: RingServiceOptions;
  readonly #live = new Map<string, Shown>();

  constructor(options: RingServiceOptions) {
    this.#options = options;
  }

  /** The same ring shown again stays as it is. */
  show(server: string, ring: Ring, about: string | null): void {
    if (this.#live.has(ring.id)) return;
    const surfaces = this.#options.surfaces.map((show) =>
      show(ring, about, (choice) => this.choose(ring.id, choice)),
    );
    this.#live.set(ring.id, { server, ring, surfaces });
    this.#changed();
  }

  end(ring: Pick<Ring, 'id'>): void {
    const live = this.#live.get(ring.id);
    if (live === undefined) return;
    this.#live.delete(ring.id);
    for (const surface of live.surfaces) surface.close();
    this.#changed();
  }

  /** What the person chose, on a surface or in the tray's menu. */
  choose(id: string, choice: RingChoice): void {
    const live = this.#live.get(id);
    if (live === undefined) return;
    const { command, focusWindow } = this.#options;
    if (choice !== 'decline') focusWindow();
    if (choice === 'look') return;
    command({ type: commands[choice], server: live.server, ring: id });
    if (choice === 'message') this.#hide(live);
    else this.end(live.ring);
  }

  /** The page's own card is enough from here on; the tray's menu keeps the ring. */
  #hide(live: Shown): void {
    for (const surface of live.surfaces) surface.close();
    this.#live.set(live.ring.id, { ...live, surfaces: [] });
  }

  #changed(): void {
    this.#options.onChange([...this.#live.values()].map(({ server, ring }) => ({ server, ring })));
  }
}
