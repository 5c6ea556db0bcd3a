/** One person at a server, whatever protocol that speaks, with any number of documents open. */
export interface SyncConnection {
  /** Resolves when the document is open: edits of others arrive from then on. */
  open(doc: string, onUpdate: (update: Uint8Array) => void): Promise<OpenedDocument>;
  close(): void;
}

export interface OpenedDocument {
  send(update: Uint8Array): void;
}

/** Somebody new comes. */
export type Connect = () => Promise<SyncConnection>;
