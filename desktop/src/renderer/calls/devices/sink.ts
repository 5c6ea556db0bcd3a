import type { Preferences } from '@confab/shared-types';
import type { Device } from './deviceStore.ts';

/**
 * Where sound goes, as `setSinkId` wants it; empty: where the system plays. A device that is not
 * there now is not waited for. Rings go where calls go unless a device was chosen for them.
 */
export function sinkOf(
  preferences: Pick<Preferences, 'speaker' | 'ringer'>,
  use: 'speaker' | 'ringer',
  speakers: readonly Device[],
): string {
  const chosen =
    use === 'ringer' ? [preferences.ringer, preferences.speaker] : [preferences.speaker];
  return chosen.find((id) => speakers.some((speaker) => speaker.id === id)) ?? '';
}
