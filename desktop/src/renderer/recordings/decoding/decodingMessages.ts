/** What a window tells the worker that decodes one recording; it is ended by `terminate`. */
export type DecodingOrder =
  /** Mono samples at 16 kHz from here on. */
  | { readonly type: 'transcribe'; readonly address: string; readonly fromSample: number }
  /** All of the sound again, small: Opus in Ogg. */
  | { readonly type: 'keep'; readonly address: string }
  /** It may go on up to here: samples where it transcribes, bytes where it keeps. */
  | { readonly type: 'credit'; readonly upTo: number };

export type UndecodableCode = 'recording-unreadable' | 'recording-without-sound';

/** What the worker answers. */
export type DecodingNews =
  | { readonly type: 'looked'; readonly durationMs: number | null }
  | { readonly type: 'sound'; readonly firstSample: number; readonly samples: Float32Array }
  | { readonly type: 'bytes'; readonly bytes: Uint8Array }
  | { readonly type: 'done'; readonly totalSamples: number }
  | { readonly type: 'failed'; readonly code: UndecodableCode; readonly detail: string };
