import { Console } from 'node:console';
import { helpText } from './helpText.ts';
import { isExchangeCommand } from './exchange/commands.ts';
import { UsageError } from './UsageError.ts';

/**
 * `confab`: the command line next to the app. Standard output is the answer and nothing else, so
 * whatever a library prints goes to standard error.
 */
globalThis.console = new Console(process.stderr, process.stderr);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader has seen enough, as in `confab … | head`.
  if (error.code === 'EPIPE') process.exit(0);
  const full = error.code === 'ENOSPC';
  process.stderr.write(`confab: ${full ? 'The disk is full.' : error.message}\n`);
  process.exit(1);
});

const terminal = {
  write: (text: string) => void process.stdout.write(text),
  report: (text: string) => void process.stderr.write(text),
  showsProgress: process.stderr.isTTY,
};

async function run([command, ...args]: readonly string[]): Promise<number> {
  // Loaded when asked for: `--help` is instant, and `doctor` works where a library does not load.
  if (command === 'transcribe') {
    const { transcribe } = await import('./transcribe/transcribe.ts');
    return transcribe(args, terminal);
  }
  if (command === 'doctor') {
    const { doctor } = await import('./doctor/doctor.ts');
    return doctor(args, terminal);
  }
  if (command === 'models') {
    const { models } = await import('./models.ts');
    return models(args, terminal);
  }
  if (isExchangeCommand(command)) {
    const { exchange } = await import('./exchange/exchange.ts');
    return exchange(command, args, terminal);
  }
  if (command === 'help' || command === '--help' || command === '-h') {
    terminal.write(helpText);
    return 0;
  }
  throw new UsageError(
    command === undefined ? 'Say what to do.' : `There is no command "${command}".`,
  );
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  terminal.report(`confab: ${error.message} See confab --help.\n`);
  process.exitCode = 1;
}
