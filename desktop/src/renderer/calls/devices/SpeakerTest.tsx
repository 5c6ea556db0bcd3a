import { Button } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { playTestTone } from './playTestTone.ts';
import { useSinkId } from './useSink.ts';

type Playing = 'no' | 'yes' | 'failed';

/** Plays a short tone where calls, or rings, would sound. */
export function SpeakerTest({ use = 'speaker' }: { readonly use?: 'speaker' | 'ringer' }) {
  const { t } = useTranslation();
  const sink = useSinkId(use);
  const [playing, setPlaying] = useState<Playing>('no');
  const play = (): void => {
    setPlaying('yes');
    playTestTone(sink).then(
      () => setPlaying('no'),
      (error: unknown) => {
        console.error(error);
        setPlaying('failed');
      },
    );
  };
  const text = { no: 'test', yes: 'testing', failed: 'testFailed' } as const;
  return (
    <Button
      variant="default"
      leftSection={<IconVolume size={16} stroke={1.75} aria-hidden />}
      aria-label={t(`calls.devices.${use === 'ringer' ? 'testRinger' : 'testSpeaker'}`)}
      aria-live="polite"
      data-playing={playing === 'yes' || undefined}
      onClick={playing === 'yes' ? undefined : play}
    >
      {t(`calls.devices.${text[playing]}`)}
    </Button>
  );
}
