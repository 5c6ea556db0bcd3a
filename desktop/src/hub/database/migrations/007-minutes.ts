/** Notes that one makes in a call for oneself, and what search has read of transcripts. */
export const minutes = `
  CREATE TABLE private_notes (
    id TEXT PRIMARY KEY,
    workspace TEXT NOT NULL,
    call TEXT NOT NULL,
    -- The moment it is about, milliseconds since the epoch on the media server's clock.
    at REAL NOT NULL,
    written_at REAL NOT NULL,
    text TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX private_notes_by_call ON private_notes (workspace, call);

  -- The call whose minutes a page is, and how far its documents were read: a sum of their rows.
  ALTER TABLE search_pages ADD COLUMN call TEXT;
  ALTER TABLE search_pages ADD COLUMN transcript_seq INTEGER NOT NULL DEFAULT 0;
`;
