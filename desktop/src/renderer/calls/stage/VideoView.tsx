import { useEffect, useRef } from 'react';
import { streamOf } from '../room/mediaStreams.ts';
import classes from './Tile.module.css';

/** Pictures of one track; its sound, if any, is played elsewhere. */
export function VideoView(props: {
  readonly media: MediaStreamTrack;
  readonly label: string;
  readonly mirrored?: boolean;
  /** A camera may be cut to fill its tile; a screen is shown whole. */
  readonly whole?: boolean;
  /** Width by height, each time it becomes known or changes. */
  readonly onRatio?: (ratio: number) => void;
}) {
  const { media, label, mirrored = false, whole = false, onRatio } = props;
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (element.current !== null) element.current.srcObject = streamOf(media);
  }, [media]);
  return (
    <video
      ref={element}
      className={classes.video}
      data-mirrored={mirrored || undefined}
      data-whole={whole || undefined}
      aria-label={label}
      autoPlay
      playsInline
      muted
      onResize={({ currentTarget: { videoWidth, videoHeight } }) => {
        if (videoHeight > 0) onRatio?.(videoWidth / videoHeight);
      }}
    />
  );
}
