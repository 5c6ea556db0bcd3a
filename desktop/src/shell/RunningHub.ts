import type { FramePort } from './FramePort.ts';
import type { Seal } from './sealedFile.ts';

/** A file of the profile, ready to be served by `readHubFile`. */
export interface HubFile {
  /** Absolute path of the whole file on disk. */
  readonly path: string;
  readonly name: string;
  /** Media type as announced when it was added. */
  readonly type: string;
  readonly size: number;
  /** It lies encrypted on the disk and must be kept in no cache; absent: as it is. */
  readonly seal?: Seal | undefined;
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
