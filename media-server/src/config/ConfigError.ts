/** The configuration cannot be meant; the message says which key, and where. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
