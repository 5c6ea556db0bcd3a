import type { KeptAudio } from '@confab/shared-types';
import type { Voice } from './Playback.ts';

/** Opens kept sound. Rejects when it cannot be played; `signal` gives it up. */
export async function loadVoice(
  { address, startedAt }: Pick<KeptAudio, 'address' | 'startedAt'>,
  signal: AbortSignal,
): Promise<Voice & { readonly element: HTMLAudioElement }> {
  const element = new Audio();
  element.preload = 'metadata';
  element.src = address;
  signal.addEventListener('abort', () => {
    element.removeAttribute('src');
    element.load();
  });
  await event(element, 'loadedmetadata', signal);
  // A voice that was kept while it was said does not tell its length: its end has to be looked for.
  if (!Number.isFinite(element.duration)) {
    element.currentTime = Number.MAX_SAFE_INTEGER;
    await event(element, 'durationchange', signal);
    element.currentTime = 0;
  }
  return { element, startedAt };
}

function event(
  element: HTMLAudioElement,
  name: 'loadedmetadata' | 'durationchange',
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    element.addEventListener(name, () => resolve(), { once: true, signal });
    const fail = (): void => reject(new Error(element.error?.message ?? 'not playable'));
    element.addEventListener('error', fail, { once: true, signal });
  });
}
