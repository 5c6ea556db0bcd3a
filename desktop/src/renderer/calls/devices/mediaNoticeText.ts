import type { TFunction } from 'i18next';
import type { MediaNotice } from './ownMediaState.ts';

/** What happened to the devices, in a sentence. */
export function mediaNoticeText(t: TFunction, notice: MediaNotice): string {
  switch (notice.type) {
    case 'switched':
      return t(`calls.devices.switched.${notice.kind}`, { from: notice.from, to: notice.to });
    case 'not-opened':
      return t(`calls.devices.notOpened.${notice.kind}`);
    case 'no-blur':
      return t(`calls.devices.noBlur.${notice.reason}`);
    case 'no-noise-suppression':
      return t('calls.devices.noNoiseSuppression');
  }
}
