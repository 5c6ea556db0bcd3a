import { Progress } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { ConfabError } from '@confab/shared-types';
import type { ModelDownload } from '@confab/shared-types';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useHub } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { fileSizeText } from '../minutes/fileSizeText.ts';
import { IconButton } from '../ui/IconButton.tsx';
import classes from './Models.module.css';
import { useModelAction } from './useSpeechModels.ts';

/** How far a download is and why it does not go on; what has come is kept until it is given up. */
export function DownloadProgress(props: {
  readonly name: string;
  readonly download: ModelDownload;
}) {
  const { name, download } = props;
  const { t, i18n } = useTranslation();
  const hub = useHub();
  const act = useModelAction();
  const { repository, receivedBytes, totalBytes, state } = download;
  const stopped = state.name === 'paused' || state.name === 'failed';
  const unknown = totalBytes === 0;
  const received = fileSizeText(receivedBytes, i18n.language);
  const total = fileSizeText(totalBytes, i18n.language);
  const amount = unknown ? '' : t('models.amount', { received, total });
  return (
    <>
      <div className={classes.download}>
        <Progress
          className={classes.bar ?? ''}
          value={unknown ? 0 : (receivedBytes / totalBytes) * 100}
          animated={state.name === 'running'}
          {...(state.name === 'failed' ? { color: 'red' } : {})}
          aria-label={t('models.progressOf', { name })}
        />
        {stopped ? (
          <IconButton
            icon={IconPlayerPlay}
            label={t(state.name === 'failed' ? 'models.tryAgain' : 'models.resume', { name })}
            onClick={() => act(hub.request('models.download', { repository }))}
          />
        ) : (
          <IconButton
            icon={IconPlayerPause}
            label={t('models.pause', { name })}
            onClick={() => act(hub.request('models.pause', { repository }))}
          />
        )}
        <IconButton
          icon={IconX}
          label={t('models.cancel', { name })}
          onClick={() => act(hub.request('models.cancel', { repository }))}
        />
      </div>
      {state.name === 'failed' ? (
        <p className={classes.failure} role="alert">
          {failureText(t, state)}
        </p>
      ) : (
        <p className={classes.words} role="status">
          {[t(`models.downloading.${state.name}`), amount]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      )}
    </>
  );
}

/** In the words of a download where the general ones speak of pages or servers. */
function failureText(
  t: TFunction,
  { code, detail }: Extract<ModelDownload['state'], { readonly name: 'failed' }>,
): string {
  switch (code) {
    case 'server-unreachable':
    case 'storage-full':
    case 'not-found':
    case 'no-permission':
    case 'link-refused':
    case 'model-invalid':
    case 'malformed-message':
      return t(`models.failed.${code}`, { detail: detail ?? '' });
    default:
      return errorText(t, new ConfabError(code, detail));
  }
}
