import { Popover, Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import type { ReactElement } from 'react';
import { EmojiPicker } from './EmojiPicker.tsx';

/** The emoji picker beside what opens it. The focus goes into it and comes back. */
export function EmojiPopover(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onPick: (emoji: string | null) => void;
  readonly removable: boolean;
  readonly children: ReactElement;
}) {
  const { opened, onClose, onPick, removable, children } = props;
  const pick = (emoji: string | null): void => {
    onPick(emoji);
    onClose();
  };
  return (
    <Popover
      opened={opened}
      onChange={(open) => {
        if (!open) onClose();
      }}
      position="bottom-start"
      trapFocus
      returnFocus
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown p={0}>
        <Suspense fallback={<Skeleton m={8} height={318} width={310} />}>
          <EmojiPicker onPick={pick} {...(removable ? { onRemove: () => pick(null) } : {})} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
