/** Documents, profile, workspaces, servers and files. */
export const documents = `
  CREATE TABLE documents (
    doc TEXT PRIMARY KEY,
    workspace TEXT NOT NULL,
    -- Highest seq the server has told us it committed.
    server_seq INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE INDEX documents_by_workspace ON documents (workspace);

  CREATE TABLE updates (
    doc TEXT NOT NULL,
    seq INTEGER NOT NULL,
    author TEXT NOT NULL,
    payload BLOB NOT NULL,
    crc32 INTEGER NOT NULL,
    acked INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    PRIMARY KEY (doc, seq)
  ) WITHOUT ROWID;
  CREATE INDEX updates_waiting ON updates (doc, written_at) WHERE acked = 0;

  CREATE TABLE snapshots (
    doc TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    payload BLOB NOT NULL,
    crc32 INTEGER NOT NULL
  );

  -- Rows whose checksum did not hold: kept for repair, never applied.
  CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    doc TEXT NOT NULL,
    source TEXT NOT NULL,
    seq INTEGER NOT NULL,
    payload BLOB NOT NULL,
    crc32 INTEGER NOT NULL,
    found_at INTEGER NOT NULL
  );

  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE workspaces (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    server TEXT,
    account TEXT,
    role TEXT NOT NULL,
    added_at INTEGER NOT NULL
  );

  CREATE TABLE connections (
    server TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    info TEXT NOT NULL,
    account TEXT NOT NULL,
    signed_in INTEGER NOT NULL,
    events_cursor INTEGER NOT NULL DEFAULT 0
  );

  CREATE TABLE files (
    workspace TEXT NOT NULL,
    hash TEXT NOT NULL,
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    uploaded INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, hash)
  ) WITHOUT ROWID;
  CREATE INDEX files_waiting ON files (workspace) WHERE uploaded = 0;
`;
