import { IconPin, IconPinnedOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/IconButton.tsx';
import { useCallServices, useStage } from '../CallsContext.ts';
import type { PinnedTile } from './stageStore.ts';
import { tileId } from './tileIds.ts';

/** Keeps a picture large, or lets the layout decide again. */
export function PinButton(props: PinnedTile & { readonly name: string }) {
  const { session, source, name } = props;
  const { t } = useTranslation();
  const { stage } = useCallServices();
  const pinned = usePinned({ session, source });
  return (
    <IconButton
      size="small"
      icon={pinned ? IconPinnedOff : IconPin}
      label={t(pinned ? 'calls.view.unpin' : 'calls.view.pin', { name })}
      onClick={() => (pinned ? stage.unpin() : stage.pin({ session, source }))}
    />
  );
}

export function usePinned(tile: PinnedTile): boolean {
  return useStage(({ pinned }) => pinned !== null && tileId(pinned) === tileId(tile));
}
