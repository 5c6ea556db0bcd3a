/** Structured log lines; never with what people typed, said, or are called. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One JSON object a line: `{"time":…,"level":…,"event":…,…}`. */
export function createJsonLog(write: (line: string) => void): Log {
  const at = (level: string) => (event: string, fields?: LogFields) => {
    write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** The stack where there is one: for logs only, it never travels. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
