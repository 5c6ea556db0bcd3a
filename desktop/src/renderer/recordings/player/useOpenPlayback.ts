import { useEffect, useState } from 'react';
import type { KeptAudio } from '@confab/shared-types';
import { loadVoice } from './loadVoice.ts';
import { Playback } from './Playback.ts';

export type OpenPlayback =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'open'; readonly playback: Playback };

/** Opens kept sound to be played; one voice that cannot be read does not keep the others from it. */
export function useOpenPlayback(kept: readonly KeptAudio[]): OpenPlayback {
  const [opened, setOpened] = useState<OpenPlayback>({ state: 'loading' });
  const sounds = kept.map(({ address, startedAt }) => `${String(startedAt)} ${address}`).join('\n');
  useEffect(() => {
    const abort = new AbortController();
    let playback: Playback | null = null;
    const open = async (): Promise<void> => {
      const loaded = await Promise.allSettled(
        sounds.split('\n').map((sound) => {
          const [startedAt = '', address = ''] = sound.split(' ');
          return loadVoice({ startedAt: Number(startedAt), address }, abort.signal);
        }),
      );
      if (abort.signal.aborted) return;
      const voices = loaded.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      const [failed] = loaded.flatMap((one): unknown[] =>
        one.status === 'rejected' ? [one.reason] : [],
      );
      if (voices.length === 0) return setOpened({ state: 'failed', error: failed });
      playback = new Playback({ voices, eachFrame, now: () => performance.now() });
      setOpened({ state: 'open', playback });
    };
    void open();
    return () => {
      playback?.close();
      abort.abort();
      setOpened({ state: 'loading' });
    };
  }, [sounds]);
  return opened;
}

function eachFrame(callback: () => void): () => void {
  let frame = requestAnimationFrame(function again() {
    frame = requestAnimationFrame(again);
    callback();
  });
  return () => cancelAnimationFrame(frame);
}
