/**
 * Frames of tracks as streams, as Chromium has them (W3C "MediaStreamTrack Insertable Streams");
 * TypeScript's library does not know them.
 */
export interface TrackProcessor<Frame> {
  /** Can be transferred to a worker. Frames nobody reads in time are dropped. */
  readonly readable: ReadableStream<Frame>;
}

interface InsertableStreams {
  readonly MediaStreamTrackProcessor?: new <Frame>(options: {
    readonly track: MediaStreamTrack;
    readonly maxBufferSize?: number;
  }) => TrackProcessor<Frame>;
  readonly MediaStreamTrackGenerator?: new (options: {
    readonly kind: 'video';
  }) => MediaStreamTrack & { readonly writable: WritableStream<VideoFrame> };
}

/** What this browser has of them. */
export const insertableStreams: InsertableStreams = globalThis as InsertableStreams;
