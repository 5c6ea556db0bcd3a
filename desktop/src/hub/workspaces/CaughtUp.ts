import { ConfabError } from '@confab/shared-types';
import type { WorkspaceId } from '@confab/shared-types';

/** How far a workspace is with its server. */
export type Progress = 'settled' | 'under-way' | 'out-of-reach';

/** Waits until a workspace is the same here and at its server. */
export class CaughtUp {
  readonly #progress: (workspace: WorkspaceId) => Progress;
  readonly #waiting = new Set<() => void>();

  constructor(progress: (workspace: WorkspaceId) => Progress) {
    this.#progress = progress;
  }

  /** Rejects with `not-connected` when the server is out of reach, now or before it is done. */
  async wait(workspace: WorkspaceId): Promise<void> {
    for (;;) {
      const progress = this.#progress(workspace);
      if (progress === 'settled') return;
      if (progress === 'out-of-reach') throw new ConfabError('not-connected');
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Something may have changed. */
  changed(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const look of waiting) look();
  }
}
