/** What happened while the person was not looking. */
export const notifications = `
  CREATE TABLE notifications (
    -- The ring it is about: there is one for each at most.
    id TEXT PRIMARY KEY,
    -- Milliseconds since the epoch, this device's clock.
    at INTEGER NOT NULL,
    read INTEGER NOT NULL,
    -- JSON.
    about TEXT NOT NULL
  ) WITHOUT ROWID;
`;
