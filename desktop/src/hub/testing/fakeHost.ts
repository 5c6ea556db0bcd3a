import type { Ring } from '@confab/shared-types';
import { ConfabError } from '@confab/shared-types';
import type { Host, TrayState } from '../../shell/Host.ts';

export interface FakeHost extends Host {
  readonly secretValues: Map<string, string>;
  readonly rings: Ring[];
  /** What each of `rings` was said to be about. */
  readonly ringsAbout: (string | null)[];
  readonly endedRings: Ring[];
  tray: TrayState | null;
}

/** A shell that keeps secrets in memory and only remembers what it was asked. */
export function fakeHost(): FakeHost {
  const secretValues = new Map<string, string>();
  const rings: Ring[] = [];
  const ringsAbout: (string | null)[] = [];
  const endedRings: Ring[] = [];
  return {
    secretValues,
    rings,
    ringsAbout,
    endedRings,
    tray: null,
    secrets: {
      protection: 'file',
      get: (name) => Promise.resolve(secretValues.get(name) ?? null),
      set: (name, value) => Promise.resolve(void secretValues.set(name, value)),
      delete: (name) => Promise.resolve(void secretValues.delete(name)),
    },
    startTranscriber: () => Promise.reject(new ConfabError('transcriber-stopped')),
    showRing: (_server, ring, about) => {
      ringsAbout.push(about);
      return rings.push(ring) > 0;
    },
    endRing: (ring) => void endedRings.push(ring),
    setTray(state) {
      this.tray = state;
    },
    focusWindow: () => undefined,
  };
}
