/**
 * The schema, as the steps that lead to it. A step that was released is never edited: a change is a
 * new step. `PRAGMA user_version` is the number of steps a file has seen.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE sessions (
    hash TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    device TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sessions_of_account ON sessions (account);

  CREATE TABLE workspaces (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE members (
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    account TEXT NOT NULL,
    role TEXT NOT NULL,
    joined_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, account)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX members_of_account ON members (account);

  CREATE TABLE invitations (
    code TEXT PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    role TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    max_uses INTEGER,
    uses INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    workspace TEXT NOT NULL,
    name TEXT NOT NULL,
    seq INTEGER NOT NULL,
    UNIQUE (workspace, name)
  ) STRICT;

  CREATE TABLE updates (
    document INTEGER NOT NULL REFERENCES documents (id),
    seq INTEGER NOT NULL,
    author TEXT NOT NULL,
    payload BLOB NOT NULL,
    crc32 INTEGER NOT NULL,
    PRIMARY KEY (document, seq)
  ) STRICT;

  CREATE TABLE snapshots (
    document INTEGER PRIMARY KEY REFERENCES documents (id),
    seq INTEGER NOT NULL,
    payload BLOB NOT NULL,
    crc32 INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    kind TEXT NOT NULL,
    seq INTEGER NOT NULL,
    payload BLOB NOT NULL,
    crc32 INTEGER NOT NULL,
    found_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE files (
    workspace TEXT NOT NULL,
    hash TEXT NOT NULL,
    size INTEGER NOT NULL,
    type TEXT NOT NULL,
    added_by TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, hash)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE calls (
    id TEXT PRIMARY KEY,
    workspace TEXT NOT NULL,
    page TEXT,
    started_by TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    minutes_page TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX running_calls ON calls (workspace, coalesce(page, '')) WHERE ended_at IS NULL;

  CREATE TABLE call_people (
    call TEXT NOT NULL REFERENCES calls (id),
    account TEXT NOT NULL,
    joined_at INTEGER NOT NULL,
    PRIMARY KEY (call, account)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE rings (
    id TEXT PRIMARY KEY,
    call TEXT NOT NULL REFERENCES calls (id),
    workspace TEXT NOT NULL,
    page TEXT,
    from_account TEXT NOT NULL,
    to_account TEXT NOT NULL,
    state TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX open_rings ON rings (call, to_account) WHERE state = 'ringing';

  CREATE TABLE events (
    cursor INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    type TEXT NOT NULL,
    ref TEXT NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (account, type, ref)
  ) STRICT;
  CREATE INDEX events_by_time ON events (at);
  `,
  `
  ALTER TABLE updates ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE documents ADD COLUMN deleted_at INTEGER;
  ALTER TABLE documents ADD COLUMN versioned_seq INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE documents ADD COLUMN references_seq INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE files ADD COLUMN unreferenced_since INTEGER;
  ALTER TABLE invitations ADD COLUMN page TEXT;

  -- History begins with this step: who wrote what came before was not kept.
  UPDATE documents SET versioned_seq = seq;

  CREATE TABLE page_grants (
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    page TEXT NOT NULL,
    account TEXT NOT NULL,
    role TEXT NOT NULL,
    granted_by TEXT NOT NULL,
    granted_at INTEGER NOT NULL,
    PRIMARY KEY (workspace, page, account)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX grants_of_account ON page_grants (account);

  CREATE TABLE public_links (
    code TEXT PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    page TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (workspace, page)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE page_versions (
    id TEXT PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    name TEXT,
    authors TEXT NOT NULL,
    size INTEGER NOT NULL,
    payload BLOB NOT NULL,
    crc32 INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX versions_of_document ON page_versions (document, at);

  -- Who edited since the last version, as far as compaction has removed the rows that say so.
  CREATE TABLE unversioned_edits (
    document INTEGER NOT NULL REFERENCES documents (id),
    author TEXT NOT NULL,
    edits INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (document, author)
  ) STRICT, WITHOUT ROWID;

  -- version '' is the document as it is now.
  CREATE TABLE file_references (
    document INTEGER NOT NULL REFERENCES documents (id),
    version TEXT NOT NULL,
    workspace TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (document, version, hash)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX references_to_file ON file_references (workspace, hash);

  CREATE TABLE offline_workspaces (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE former_members (
    workspace TEXT NOT NULL REFERENCES offline_workspaces (id),
    account TEXT NOT NULL,
    owner INTEGER NOT NULL,
    PRIMARY KEY (workspace, account)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE rings ADD COLUMN callee TEXT NOT NULL DEFAULT 'free';
  ALTER TABLE rings ADD COLUMN message TEXT;
  `,
  `
  -- Whose hub writes the minutes, and until when (milliseconds since the epoch) nobody else does.
  ALTER TABLE calls ADD COLUMN minutes_holder TEXT;
  ALTER TABLE calls ADD COLUMN minutes_until INTEGER;
  `,
];
