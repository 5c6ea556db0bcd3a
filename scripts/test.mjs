// npm test: set-up, then every kind of check and test, and one closing line over all of them.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { buildApp } from './setup/buildApp.mjs';
import { installPackages } from './setup/installPackages.mjs';
import { nodeRuntime } from './setup/nodeRuntime.mjs';
import { root, workFolder } from './setup/paths.mjs';
import { duration, Reporter } from './setup/Reporter.mjs';
import { runEntry } from './setup/runEntry.mjs';
import { SetupError } from './setup/SetupError.mjs';
import { setUpForTests } from './setup/setUpForTests.mjs';
import { onStopRequest } from './setup/stopRequests.mjs';
import { outcomeOfCheck, sumUp } from './testRun/outcomes.mjs';
import { stages } from './testRun/stages.mjs';

const names = ['lint', 'types', 'unit', 'e2e'];
const stageLimitMs = 30 * 60 * 1000;
const usage = `Usage: npm test -- [--only ${names.join(',')}]\n`;
const reports = join(workFolder, 'test-reports');
const caches = join(workFolder, 'checks');
const reporter = new Reporter(process.stdout);

/** @returns {string[]} the names of the wanted stages */
function wantedStages() {
  const wanted = readOnly()?.split(',') ?? names;
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new SetupError(`Unknown stage: ${unknown.join(', ')}\n${usage}`);
  return wanted;
}

function readOnly() {
  try {
    return parseArgs({ options: { only: { type: 'string' } } }).values.only;
  } catch (error) {
    throw new SetupError(`${error.message}\n${usage}`, { cause: error });
  }
}

async function setUp() {
  try {
    return await prepare(wantedStages());
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    reporter.say(`${error.message}\n\n0 passed, 1 failed`);
    throw new SetupError('The tests could not be run.', { cause: error });
  }
}

async function prepare(wanted) {
  const runsPrograms = wanted.includes('unit') || wanted.includes('e2e');
  if (runsPrograms) {
    const { node, env } = await setUpForTests({ root, reporter, purpose: 'run the tests' });
    // Hundreds of processes of the app and its servers are started: each compiles the same sources.
    return { wanted, node, env: { ...env, NODE_COMPILE_CACHE: join(caches, 'compiled') } };
  }
  await installPackages({ root, reporter });
  return { wanted, node: nodeRuntime(root), env: {} };
}

async function runStages({ wanted, node, env }) {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const outcomes = [];
  if (wanted.includes('unit') || wanted.includes('e2e')) outcomes.push(await build(node));
  for (const group of stages({ root, caches, reports })) {
    const chosen = group.filter(({ only }) => wanted.includes(only));
    const inOwnTurn = chosen.length === 1;
    if (!inOwnTurn && chosen.length > 0) {
      reporter.say(`\n== ${chosen.map(({ name }) => name).join(', ')} at the same time`);
    }
    const running = chosen.map((stage) => runStage(stage, { node, env, inOwnTurn }));
    outcomes.push(...(await Promise.all(running)));
  }
  const { lines, ok } = sumUp(outcomes);
  reporter.say(['', ...lines].join('\n'));
  return ok ? 0 : 1;
}

/** What runs beside others has its output shown when it has ended. */
async function runStage(stage, { node, env, inOwnTurn }) {
  const started = Date.now();
  if (inOwnTurn) reporter.say(`\n== ${stage.name}`);
  const { ended, output } = await run(node, stage.script, {
    env: { ...env, ...stage.env },
    stdio: inOwnTurn ? 'inherit' : 'pipe',
  });
  if (output.trim() !== '') reporter.say(output.trimEnd());
  reporter.say(`== ${stage.name}: ${duration(Date.now() - started)}`);
  return stage.outcome(ended, stage.report ? readReport(stage.report) : null);
}

/** A renderer that does not build is one failure; everything else can still be looked at. */
async function build(node) {
  reporter.say('\n== app build');
  try {
    await buildApp({ root, node, electron: false, reporter });
    return outcomeOfCheck('app build', 'code 0');
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    reporter.say(error.message);
    return outcomeOfCheck('app build', 'an error');
  }
}

/** @returns {Promise<{ ended: string, output: string }>} how it ended: `code 0`, `SIGKILL` … */
function run(node, script, { env, stdio }) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, script, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', stdio, stdio],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    }
    const limit = setTimeout(() => child.kill('SIGKILL'), stageLimitMs);
    const stopListening = onStopRequest(() => {
      child.once('exit', () => process.exit(130));
      child.kill('SIGTERM');
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      stopListening();
      resolve({ ended: signal ?? `code ${code}`, output });
    });
  });
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    reporter.say(`No report of the runner: ${error.message}`);
    return null;
  }
}

await runEntry(setUp, runStages);
