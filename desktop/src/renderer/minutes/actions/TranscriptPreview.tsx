import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './MinutesActions.module.css';

const linesShown = 14;

/** The first lines of a file of text, to see whether it is the one wanted. */
export function TranscriptPreview({ address }: { readonly address: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    firstLines(address, leaving.signal).then(setText, (error: unknown) => {
      // The file can be saved all the same.
      if (!leaving.signal.aborted) console.error(error);
    });
    return () => leaving.abort();
  }, [address]);
  if (text === null) return null;
  return (
    <pre className={classes.preview} aria-label={t('summaries.export.preview')} tabIndex={0}>
      {text}
    </pre>
  );
}

async function firstLines(address: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`the file could not be read: ${response.status}`);
  const lines = (await response.text()).split('\n');
  const first = lines.slice(0, linesShown).join('\n').trimEnd();
  return lines.length > linesShown ? `${first}\n…` : first;
}
