import { describeReport } from './describeReport.ts';
import { readOptions, usage } from './readOptions.ts';
import { runLoad } from './runLoad.ts';

const say = (text: string) => process.stderr.write(`${text}\n`);

if (process.argv.includes('--help')) {
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}

const stoppedByPerson = 130;
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
process.on('disconnect', () => stopping.abort());

try {
  const { json, ...options } = readOptions(process.argv.slice(2));
  const report = await runLoad(options, stopping.signal, say);
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : describeReport(report)}\n`);
  process.exitCode = (report.cuts?.unrecovered.length ?? 0) > 0 ? 1 : 0;
} catch (error) {
  if (stopping.signal.aborted) say('Stopped before anything was measured.');
  else say(error instanceof Error ? error.message : String(error));
  process.exitCode = stopping.signal.aborted ? stoppedByPerson : 1;
}
// Transports that were just left still wait for what nobody answers.
process.exit();
