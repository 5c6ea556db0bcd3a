import { Menu } from '@mantine/core';
import { IconTextSize } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useData } from '../../app/AppContext.ts';
import { OwnVoiceItem } from '../../recordings/OwnVoiceItem.tsx';
import { useUpdatePreferences } from '../../settings/useUpdatePreferences.ts';
import type { CallSession } from '../CallSession.ts';
import { useCallServices, useSession, useStage } from '../CallsContext.ts';

const captionSizes = ['small', 'medium', 'large'] as const;

/** What becomes of sound and pictures: of one's own and of those of the others. */
export function MediaItems({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const { stage } = useCallServices();
  const selfHidden = useStage((state) => state.selfHidden);
  const audioOnly = useSession(session, (state) => state.call.audioOnly !== 'off');
  const { backgroundBlur, noiseSuppression, captionSize } = useData((data) => data.preferences);
  const update = useUpdatePreferences();
  const nextSize = captionSizes[captionSizes.indexOf(captionSize) + 1] ?? captionSizes[0];
  return (
    <>
      <Menu.CheckboxItem checked={selfHidden} onChange={(on) => stage.setSelfHidden(on)}>
        {t('calls.more.selfHidden')}
      </Menu.CheckboxItem>
      <Menu.CheckboxItem checked={audioOnly} onChange={(on) => session.call.setAudioOnly(on)}>
        {t('calls.more.audioOnly')}
      </Menu.CheckboxItem>
      <Menu.CheckboxItem
        checked={noiseSuppression}
        onChange={(on) => session.setNoiseSuppression(on)}
      >
        {t('calls.more.noiseSuppression')}
      </Menu.CheckboxItem>
      <Menu.CheckboxItem checked={backgroundBlur} onChange={(on) => session.setBackgroundBlur(on)}>
        {t('calls.more.backgroundBlur')}
      </Menu.CheckboxItem>
      <OwnVoiceItem session={session} />
      <Menu.Item
        closeMenuOnClick={false}
        leftSection={<IconTextSize size={16} stroke={1.75} aria-hidden />}
        rightSection={t(`calls.more.captionSizes.${captionSize}`)}
        onClick={() => update({ captionSize: nextSize })}
      >
        {t('calls.more.captionSize')}
      </Menu.Item>
    </>
  );
}
