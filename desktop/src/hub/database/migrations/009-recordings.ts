/** Recordings that are made into minutes, and the sound that is kept of them and of calls. */
export const recordings = `
  CREATE TABLE recordings (
    id TEXT PRIMARY KEY,
    added INTEGER NOT NULL,
    workspace TEXT NOT NULL,
    page TEXT NOT NULL,
    file_name TEXT NOT NULL,
    type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    language TEXT NOT NULL,
    keep_audio INTEGER NOT NULL,
    -- Where time 0 of the file is on the clock of its transcript, milliseconds since the epoch.
    started_at REAL NOT NULL,
    duration_ms REAL,
    -- In samples at 16 kHz: every line before it is in its document.
    transcribed INTEGER NOT NULL DEFAULT 0,
    -- The file's length in samples once every line is out, else null.
    total INTEGER,
    state TEXT NOT NULL,
    code TEXT,
    detail TEXT,
    -- The file in the folder of sounds, null once it is gone.
    source TEXT
  ) WITHOUT ROWID;

  -- Sound in the folder of that name that is kept; size is null while it is written.
  CREATE TABLE kept_audio (
    id TEXT PRIMARY KEY,
    workspace TEXT NOT NULL,
    call TEXT NOT NULL,
    speaker TEXT,
    started_at REAL NOT NULL,
    type TEXT NOT NULL,
    size INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX kept_audio_by_call ON kept_audio (workspace, call);
`;
