import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Benchmark, Row } from './Row.ts';
import { durableEdits } from './durableEdits.ts';
import { joinFirstFrame } from './joinFirstFrame.ts';
import { savedP95 } from './savedP95.ts';
import { transcribeThroughput } from './transcribeThroughput.ts';

const benchmarks: Readonly<Record<string, Benchmark>> = {
  'durable-edits': durableEdits,
  'saved-p95': savedP95,
  'join-first-frame': joinFirstFrame,
  'transcribe-throughput': transcribeThroughput,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    out: { type: 'string' },
  },
});

const say = (text: string) => process.stderr.write(`${text}\n`);
const wanted = values.only?.flatMap((names) => names.split(',')) ?? Object.keys(benchmarks);
const rows: Row[] = [];
for (const name of wanted) {
  const benchmark = benchmarks[name];
  if (benchmark === undefined) {
    say(`There is no benchmark "${name}". There are: ${Object.keys(benchmarks).join(', ')}.`);
    process.exit(2);
  }
  say(`${name} …`);
  const row = await benchmark((text) => say(`  ${text}`));
  rows.push(row);
  process.stdout.write(`${describe(row)}\n`);
}
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(rows, null, 2)}\n`);
// Native libraries may hold handles open that nothing waits for any more.
process.exit(0);

function describe(row: Row): string {
  const beside =
    row.reference === null || row.ratio === null
      ? ''
      : `, reference ${row.reference} ${row.unit}, ratio ${row.ratio}`;
  return `${row.met ? 'met   ' : 'missed'} ${row.name}: ${row.ours} ${row.unit}${beside} (goal: ${row.goal})`;
}
