/** What files are called, for the list of what waits; empty where that was not noted. */
export const fileNames = `
  ALTER TABLE files ADD COLUMN name TEXT NOT NULL DEFAULT '';
`;
