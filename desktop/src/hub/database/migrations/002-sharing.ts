/** Single pages shared with this profile, workspaces its server no longer gives, deletions the server must hear of. */
export const sharing = `
  ALTER TABLE workspaces ADD COLUMN guest INTEGER NOT NULL DEFAULT 0;
  -- Why its server no longer gives it: 'not-member' or 'taken-offline'.
  ALTER TABLE workspaces ADD COLUMN detached TEXT;

  CREATE TABLE shared_pages (
    workspace TEXT NOT NULL,
    page TEXT NOT NULL,
    server TEXT NOT NULL,
    role TEXT NOT NULL,
    shared_by TEXT NOT NULL,
    -- 1: taken back; the copy here can still be read.
    lost INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (workspace, page)
  ) WITHOUT ROWID;

  -- Pages deleted here for good that their server has not confirmed yet.
  CREATE TABLE pending_deletions (
    workspace TEXT NOT NULL,
    page TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (workspace, page)
  ) WITHOUT ROWID;

  -- Pages that the server says were deleted for good while a copy is here.
  CREATE TABLE deleted_pages (
    workspace TEXT NOT NULL,
    page TEXT NOT NULL,
    PRIMARY KEY (workspace, page)
  ) WITHOUT ROWID;

  -- Workspaces the person removed from this device: their server may go on listing them.
  CREATE TABLE removed_workspaces (
    workspace TEXT PRIMARY KEY,
    server TEXT NOT NULL
  ) WITHOUT ROWID;
`;
