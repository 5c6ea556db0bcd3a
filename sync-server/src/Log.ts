export type LogLevel = 'info' | 'warn' | 'error';

/** Fields are ids, counts and codes; nothing a person typed or said goes into a log. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export interface Log {
  write(level: LogLevel, event: string, fields?: LogFields): void;
  /** An error nobody expected, with its stack. */
  failure(event: string, error: unknown, fields?: LogFields): void;
}

/** Writes one JSON object a line, to stderr unless told otherwise. */
export function createJsonLog(
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log {
  const log: Log = {
    write(level, event, fields = {}) {
      write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`);
    },
    failure(event, error, fields = {}) {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.write('error', event, { ...fields, error: stack });
    },
  };
  return log;
}

export const silentLog: Log = { write: () => undefined, failure: () => undefined };
