/** Speech models as they do on this machine, and the words a person's recognition should know. */
export const speech = `
  CREATE TABLE model_speeds (
    model TEXT PRIMARY KEY,
    -- JSON.
    speed TEXT NOT NULL
  ) WITHOUT ROWID;

  -- Words this person corrected, by line: a rule is suggested by what comes in two.
  CREATE TABLE corrected_words (
    utterance TEXT NOT NULL,
    heard TEXT NOT NULL,
    meant TEXT NOT NULL,
    PRIMARY KEY (utterance, heard, meant)
  ) WITHOUT ROWID;

  CREATE TABLE dismissed_rules (
    heard TEXT NOT NULL,
    meant TEXT NOT NULL,
    PRIMARY KEY (heard, meant)
  ) WITHOUT ROWID;
`;
