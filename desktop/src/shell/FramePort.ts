/**
 * One end of a duplex channel that carries whole binary frames in order: a MessagePort in Electron,
 * a WebSocket in a browser tab. Frames are encoded by shared-types (`encodeChannelFrame`).
 */
export interface FramePort {
  /** Frames sent after the channel closed are dropped: `onClose` has told or will tell. */
  send(frame: Uint8Array): void;
  /** Bytes handed to `send` that have not left yet; senders of bulk wait while it is high. */
  readonly bufferedBytes: number;
  /** One listener; frames that came before it are given to it first. */
  onFrame(listener: (frame: Uint8Array) => void): void;
  /** Called once, also when the other process died; `reason` is for logs. */
  onClose(listener: (reason: string) => void): void;
  close(): void;
}
