/** Kept versions of pages, a person's own places, and moves and deletions that are under way. */
export const versions = `
  CREATE TABLE page_versions (
    workspace TEXT NOT NULL,
    page TEXT NOT NULL,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    authors TEXT NOT NULL,
    name TEXT,
    size INTEGER NOT NULL,
    -- 1: the server keeps it, and this is a copy of what was looked at.
    remote INTEGER NOT NULL,
    -- Last row of the page's log that is in it; 0 for a remote one.
    seq INTEGER NOT NULL,
    -- Null: known of, not fetched.
    payload BLOB,
    crc32 INTEGER,
    -- Files it refers to: a JSON list of [workspace, hash].
    files TEXT NOT NULL,
    PRIMARY KEY (workspace, page, id)
  );

  CREATE TABLE personal_places (
    workspace TEXT PRIMARY KEY,
    places TEXT NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE page_tasks (
    id TEXT PRIMARY KEY,
    task TEXT NOT NULL
  ) WITHOUT ROWID;
`;
