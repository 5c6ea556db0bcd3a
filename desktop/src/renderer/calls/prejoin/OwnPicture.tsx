import { IconMicrophone, IconMicrophoneOff, IconVideo, IconVideoOff } from '@tabler/icons-react';
import type { Icon as TablerIcon } from '@tabler/icons-react';
import type { WorkspaceId } from '@confab/shared-types';
import { Tooltip } from '@mantine/core';
import { useCallback } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useData } from '../../app/AppContext.ts';
import { ownIdIn } from '../../app/appStore.ts';
import { useUpdatePreferences } from '../../settings/useUpdatePreferences.ts';
import { personColor } from '../../ui/personColors.ts';
import { LevelMeter } from '../devices/LevelMeter.tsx';
import type { OwnMedia } from '../devices/OwnMedia.ts';
import { Face } from '../stage/Face.tsx';
import { VideoView } from '../stage/VideoView.tsx';
import classes from './OwnPicture.module.css';

/** Oneself, mirrored, with the voice's meter; `controls`: to be muted and hidden beforehand. */
export function OwnPicture(props: {
  readonly own: OwnMedia;
  readonly workspace: WorkspaceId;
  readonly controls?: boolean;
}) {
  const { own, workspace, controls = false } = props;
  const { t } = useTranslation();
  const { picture, camera } = useStore(own.store);
  const id = useData((data) => ownIdIn(data, workspace));
  const name = useData(({ profile }) => profile.name ?? '');
  const level = useCallback(() => own.microphoneLevel(), [own]);
  return (
    <div
      className={classes.picture}
      style={{ '--person': personColor(id) } as CSSProperties}
      aria-busy={camera === 'starting'}
    >
      {picture === null ? (
        <Face id={id} name={name} />
      ) : (
        <VideoView media={picture} mirrored label={t('calls.prejoin.ownPicture')} />
      )}
      <div className={classes.bar}>
        {controls && <Toggles own={own} />}
        <LevelMeter level={level} />
      </div>
    </div>
  );
}

/** How one enters is remembered for the next call. */
function Toggles({ own }: { readonly own: OwnMedia }) {
  const { t } = useTranslation();
  const { microphone, camera } = useStore(own.store);
  const update = useUpdatePreferences();
  const heard = microphone === 'on' || microphone === 'starting';
  const seen = camera === 'on' || camera === 'starting';
  return (
    <>
      <Toggle
        on={heard}
        label={t(heard ? 'calls.controls.mute' : 'calls.controls.unmute')}
        icon={heard ? IconMicrophone : IconMicrophoneOff}
        onClick={() => {
          own.toggleMicrophone();
          update({ joinMuted: heard });
        }}
      />
      <Toggle
        on={seen}
        label={t(seen ? 'calls.controls.cameraOff' : 'calls.controls.cameraOn')}
        icon={seen ? IconVideo : IconVideoOff}
        onClick={() => {
          own.toggleCamera();
          update({ joinCameraOff: seen });
        }}
      />
    </>
  );
}

function Toggle(props: {
  readonly on: boolean;
  readonly label: string;
  readonly icon: TablerIcon;
  readonly onClick: () => void;
}) {
  const { on, label, icon: Icon, onClick } = props;
  return (
    <Tooltip label={label}>
      <button
        type="button"
        className={classes.toggle}
        data-off={!on || undefined}
        aria-label={label}
        onClick={onClick}
      >
        <Icon size={20} stroke={1.75} aria-hidden />
      </button>
    </Tooltip>
  );
}
