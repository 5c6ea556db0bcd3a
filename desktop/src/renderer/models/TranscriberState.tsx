import { errorCodeSchema } from '@confab/shared-types';
import type { SpeechState } from '@confab/shared-types';
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHub } from '../app/AppContext.ts';
import { StatusDot } from '../ui/StatusDot.tsx';
import type { StatusTone } from '../ui/StatusDot.tsx';
import classes from './Models.module.css';

const tones: Readonly<Record<SpeechState['state'], StatusTone>> = {
  idle: 'quiet',
  'no-model': 'quiet',
  loading: 'busy',
  running: 'good',
  restarting: 'waiting',
  failed: 'bad',
};

/** What the transcriber is doing, in words; nothing while there is nothing to say. */
export function TranscriberState() {
  const { t } = useTranslation();
  const hub = useHub();
  const [speech, setSpeech] = useState<SpeechState>({ state: 'idle' });
  useEffect(() => hub.on('speech', setSpeech), [hub]);
  const words = wordsOf(t, speech);
  if (words === null) return null;
  return (
    <p className={classes.state} role="status">
      <StatusDot tone={tones[speech.state]} />
      {words}
    </p>
  );
}

function wordsOf(t: TFunction, speech: SpeechState): string | null {
  switch (speech.state) {
    case 'idle':
    case 'no-model':
      return null;
    case 'failed': {
      const code = errorCodeSchema.catch('internal').parse(speech.code);
      const reason = t(`errors.${code}`, { detail: speech.detail ?? '' });
      return t('models.state.failed', { reason });
    }
    case 'loading':
    case 'running':
    case 'restarting':
      return t(`models.state.${speech.state}`);
  }
}
