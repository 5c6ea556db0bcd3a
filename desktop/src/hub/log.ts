/** Where the hub writes what only an operator reads; never what a person typed or said. */
export type Log = (message: string, error?: unknown) => void;

export const logToStderr: Log = (message, error) => {
  if (error === undefined) console.error(`hub: ${message}`);
  else console.error(`hub: ${message}:`, error);
};
