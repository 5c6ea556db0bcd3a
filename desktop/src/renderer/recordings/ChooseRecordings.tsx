import { Button } from '@mantine/core';
import { IconFileMusic, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { fileSizeText } from '../minutes/fileSizeText.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { isMediaFile, mediaAccept } from './mediaFiles.ts';
import classes from './Recordings.module.css';

/** The files to be transcribed: chosen or dropped, several at once. */
export function ChooseRecordings(props: {
  readonly files: readonly File[];
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const { files, onFiles } = props;
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const choose = useRef<HTMLButtonElement>(null);
  const add = (added: readonly File[]): void => {
    const media = added.filter(isMediaFile);
    setRefused(media.length < added.length);
    onFiles([...files, ...media]);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    add([...event.dataTransfer.files]);
  };
  return (
    <>
      {files.length > 0 && (
        <FileList
          files={files}
          onRemove={(file) => {
            onFiles(files.filter((one) => one !== file));
            choose.current?.focus();
          }}
        />
      )}
      <div
        className={classes.drop}
        data-over={over || undefined}
        data-small={files.length > 0 || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        {files.length === 0 && <IconFileMusic size={24} stroke={1.5} aria-hidden />}
        {files.length === 0 && <span>{t('recordings.dialog.drop')}</span>}
        <Button
          ref={choose}
          variant="default"
          data-autofocus={files.length === 0 || undefined}
          onClick={() => input.current?.click()}
        >
          {t(files.length === 0 ? 'recordings.dialog.choose' : 'recordings.dialog.more')}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t('recordings.dialog.choose')}
          accept={mediaAccept}
          onChange={(event) => {
            add([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </div>
      {refused && (
        <p className={classes.error} role="alert">
          {t('recordings.notMedia')}
        </p>
      )}
    </>
  );
}

function FileList(props: {
  readonly files: readonly File[];
  readonly onRemove: (file: File) => void;
}) {
  const { files, onRemove } = props;
  const { t, i18n } = useTranslation();
  return (
    <ul className={classes.files} aria-label={t('recordings.dialog.files')}>
      {files.map((file, at) => (
        <li key={`${String(at)} ${file.name}`} className={classes.file}>
          <span className={classes.name}>{file.name}</span>
          <span className={classes.size}>{fileSizeText(file.size, i18n.language)}</span>
          <IconButton
            size="small"
            icon={IconX}
            label={t('recordings.dialog.remove', { name: file.name })}
            onClick={() => onRemove(file)}
          />
        </li>
      ))}
    </ul>
  );
}
