const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls the handler once, at the first of: Ctrl-C, SIGTERM, SIGHUP, or the end of the process that
 * started this one with an IPC channel. Later requests are swallowed: Ctrl-C reaches a process
 * twice, from the terminal and from its parent.
 */
export function onStopRequest(handler: () => void): void {
  let asked = false;
  const request = (): void => {
    if (asked) return;
    asked = true;
    handler();
  };
  for (const signal of signals) process.on(signal, request);
  if (process.connected) process.once('disconnect', request);
}
