/** What search reads, and up to which row of each document it has read. */
export const search = `
  CREATE TABLE search_pages (
    id INTEGER PRIMARY KEY,
    workspace TEXT NOT NULL,
    page TEXT NOT NULL,
    -- Last rows of the page and of its comments that are in the index.
    content_seq INTEGER NOT NULL,
    comments_seq INTEGER NOT NULL,
    title TEXT NOT NULL,
    icon TEXT,
    -- Milliseconds since the epoch, as far as this device knows.
    edited_at INTEGER NOT NULL,
    UNIQUE (workspace, page)
  );

  -- A later id is a later edit: results of the same worth are in that order.
  CREATE TABLE search_texts (
    id INTEGER PRIMARY KEY,
    page INTEGER NOT NULL,
    kind TEXT NOT NULL,
    -- Block or thread.
    place TEXT NOT NULL,
    -- Of a file; empty otherwise.
    hash TEXT NOT NULL,
    text TEXT NOT NULL
  );
  CREATE INDEX search_texts_by_page ON search_texts (page);

  -- Terms made by our own rules, one row for each of search_texts; only asked which rows hold them.
  CREATE VIRTUAL TABLE search_terms USING fts5(
    terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
  );
`;
