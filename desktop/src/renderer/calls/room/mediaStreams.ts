const streams = new WeakMap<MediaStreamTrack, MediaStream>();

/** Always the same stream for a track, so that an element that moves keeps playing it. */
export function streamOf(track: MediaStreamTrack): MediaStream {
  const known = streams.get(track);
  if (known !== undefined) return known;
  const stream = new MediaStream([track]);
  streams.set(track, stream);
  return stream;
}
