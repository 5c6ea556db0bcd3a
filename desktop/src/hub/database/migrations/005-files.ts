/** Which files are still referred to, and which ones the server would not take. */
export const files = `
  -- Milliseconds since the epoch since when nothing was seen to refer to it; null: something does.
  ALTER TABLE files ADD COLUMN unreferenced_since INTEGER;
  -- Why the server will not take it from this account; null: it may be offered.
  ALTER TABLE files ADD COLUMN refused TEXT;
`;
