/** Addresses of what the segmentation is made of, by the names it asks for. */
export type SolutionFiles = Readonly<Record<string, string>>;

export interface BlurStart {
  readonly files: SolutionFiles;
  readonly frames: ReadableStream<VideoFrame>;
  readonly blurred: WritableStream<VideoFrame>;
}

export type BlurReport =
  | { readonly type: 'started' }
  | { readonly type: 'too-slow' }
  | { readonly type: 'failed'; readonly message: string };
