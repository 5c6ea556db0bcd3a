/** Structured log lines; never with what people typed, said, or are called. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** One JSON object a line: `{"time":…,"level":…,"event":…,…}`; less than `least` is left out. */
export function createJsonLog(write: (line: string) => void, least: LogLevel = 'info'): Log {
  const at = (level: LogLevel) => {
    if (logLevels.indexOf(level) < logLevels.indexOf(least)) return () => undefined;
    return (event: string, fields?: LogFields) => {
      write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** The stack where there is one: for logs only, it never travels. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
