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
    return { wanted, ...(await setUpForTests({ root, reporter, purpose: 'run the tests' })) };
  }
  await installPackages({ root, reporter });
  return { wanted, node: nodeRuntime(root), env: {} };
}

async function runStages({ wanted, node, env }) {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const outcomes = [];
  if (wanted.includes('unit') || wanted.includes('e2e')) outcomes.push(await build(node));
  for (const stage of stages(root, reports).filter(({ only }) => wanted.includes(only))) {
    reporter.say(`\n== ${stage.name}`);
    const started = Date.now();
    const ended = await run(node, stage.script, { ...env, ...stage.env });
    outcomes.push(stage.outcome(ended, stage.report ? readReport(stage.report) : null));
    reporter.say(`== ${stage.name}: ${duration(Date.now() - started)}`);
  }
  const { line, ok } = sumUp(outcomes);
  reporter.say('');
  for (const { skipped } of outcomes) for (const name of skipped) reporter.say(`skipped: ${name}`);
  for (const { problems } of outcomes) for (const problem of problems) reporter.say(problem);
  reporter.say(line);
  return ok ? 0 : 1;
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

/** @returns {Promise<string>} how it ended: `code 0`, `SIGKILL` … */
function run(node, script, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, script, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const limit = setTimeout(() => child.kill('SIGKILL'), stageLimitMs);
    const stopListening = onStopRequest(() => {
      child.once('exit', () => process.exit(130));
      child.kill('SIGTERM');
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      stopListening();
      resolve(signal ?? `code ${code}`);
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
