import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusReturn } from './useFocusReturn.ts';

/**
 * A modal dialog, open while it is mounted: keeps the focus inside, gives it back when it goes, and
 * closes with Esc.
 */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly size?: number;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  useFocusReturn();
  const { title, onClose, size = 440, children } = props;
  return (
    <Modal
      title={title}
      opened
      onClose={onClose}
      size={size}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {children}
    </Modal>
  );
}
