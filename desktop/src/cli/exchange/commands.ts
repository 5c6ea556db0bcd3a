const commands = ['import', 'export', 'backup', 'restore'] as const;

/** Commands that open a profile. */
export type ExchangeCommand = (typeof commands)[number];

export function isExchangeCommand(command: string | undefined): command is ExchangeCommand {
  return commands.some((each) => each === command);
}
