import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/AppContext.ts';
import { errorText } from '../../app/errorText.ts';
import { resolveFileUrl } from '../../documents/resolveFileUrl.ts';
import { useFocusReturn } from '../../ui/useFocusReturn.ts';
import classes from './Lightbox.module.css';

/** A picture in its full size over the page; Esc, the cross and a click beside it close it. */
export function Lightbox(props: {
  readonly url: string;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { url, name, onClose } = props;
  const { t } = useTranslation();
  const { hub } = useServices();
  const [address, setAddress] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useFocusReturn();
  useEffect(() => {
    let wanted = true;
    resolveFileUrl(hub, url).then(
      (found) => wanted && setAddress(found),
      (error: unknown) => wanted && setProblem(errorText(t, error)),
    );
    return () => {
      wanted = false;
    };
  }, [hub, t, url]);
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      returnFocus={false}
      title={name === '' ? t('editor.file.picture') : name}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      classNames={{ content: classes.content ?? '', body: classes.body ?? '' }}
    >
      {problem !== null && <p role="alert">{problem}</p>}
      {address !== null && (
        <div className={classes.room} onClick={onClose}>
          <img
            className={classes.picture}
            src={address}
            alt={name}
            onClick={(event) => event.stopPropagation()}
          />
        </div>
      )}
    </Modal>
  );
}
