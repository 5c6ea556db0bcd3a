import type { FramePort } from './FramePort.ts';

/** A file of the profile that a page refers to, ready to be served. */
export interface HubFile {
  /** Absolute path of the whole file on disk. */
  readonly path: string;
  readonly name: string;
  /** Media type as announced when it was added. */
  readonly type: string;
  readonly size: number;
}

/** What the process that runs a hub uses of it. */
export interface RunningHub {
  /** Gives the hub a new renderer. */
  attach(port: FramePort): void;
  /** The file behind `/f/<capability>`; null when there is none, or no longer. */
  openFile(capability: string): Promise<HubFile | null>;
  /** Resolves when everything accepted is on disk. */
  close(): Promise<void>;
}
