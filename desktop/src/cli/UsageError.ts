/** The command was called in a way that makes no sense; the message is a sentence that says why. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
