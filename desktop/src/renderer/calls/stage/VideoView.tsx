import { useEffect, useRef } from 'react';
import { streamOf } from '../room/mediaStreams.ts';
import classes from './Tile.module.css';

/** Pictures of one track; its sound, if any, is played elsewhere. */
export function VideoView(props: {
  readonly media: MediaStreamTrack;
  readonly mirrored: boolean;
  readonly label: string;
}) {
  const { media, mirrored, label } = props;
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (element.current !== null) element.current.srcObject = streamOf(media);
  }, [media]);
  return (
    <video
      ref={element}
      className={classes.video}
      data-mirrored={mirrored || undefined}
      aria-label={label}
      autoPlay
      playsInline
      muted
    />
  );
}
