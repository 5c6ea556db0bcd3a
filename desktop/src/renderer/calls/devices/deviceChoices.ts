import type { Preferences } from '@confab/shared-types';

/** What a person chooses about their devices, kept in the preferences. */
export type DeviceChoices = Pick<
  Preferences,
  'microphone' | 'camera' | 'speaker' | 'ringer' | 'backgroundBlur' | 'noiseSuppression'
>;
