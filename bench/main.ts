import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Benchmark, Row } from './Row.ts';
import { appStart } from './appStart.ts';
import { draftLag } from './draftLag.ts';
import { durableEdits } from './durableEdits.ts';
import { finalP95 } from './finalP95.ts';
import { hubStart } from './hubStart.ts';
import { idleSessions } from './idleSessions.ts';
import { joinFirstFrame } from './joinFirstFrame.ts';
import { openB4 } from './openB4.ts';
import { openPageB4 } from './openPageB4.ts';
import { rejoinAfterRestart } from './rejoinAfterRestart.ts';
import { resumeP95 } from './resumeP95.ts';
import { room25 } from './room25.ts';
import { savedP95 } from './savedP95.ts';
import { searchP95 } from './searchP95.ts';
import { syncFanout100x10, syncFanout1x100 } from './syncFanout.ts';
import { syncMemory } from './syncMemory.ts';
import { transcribeThroughput, transcribeThroughputBase } from './transcribeThroughput.ts';
import { transcriberMemory } from './transcriberMemory.ts';
import { typingP95 } from './typing.ts';

const benchmarks: Readonly<Record<string, Benchmark>> = {
  'durable-edits': durableEdits,
  'saved-p95': savedP95,
  'app-start': appStart,
  'hub-start': hubStart,
  'open-b4': openB4,
  'search-p95': searchP95,
  'typing-p95': typingP95,
  'open-page-b4': openPageB4,
  'sync-fanout-1x100': syncFanout1x100,
  'sync-fanout-100x10': syncFanout100x10,
  'sync-memory': syncMemory,
  'join-first-frame': joinFirstFrame,
  'resume-p95': resumeP95,
  'rejoin-after-restart': rejoinAfterRestart,
  'idle-sessions': idleSessions,
  'room-25': room25,
  'final-p95': finalP95,
  'draft-lag': draftLag,
  'transcribe-throughput': transcribeThroughput,
  'transcribe-throughput-base': transcribeThroughputBase,
  'transcriber-memory': transcriberMemory,
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
