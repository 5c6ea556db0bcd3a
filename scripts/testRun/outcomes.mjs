import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * A test that failed, at least once.
 *
 * @typedef {object} Failure
 * @property {string} name of the test, with what it is nested in
 * @property {string} file as the clone knows it
 * @property {string[]} error the first lines of it
 */

/**
 * What one stage of the test run came to.
 *
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {Failure[]} failed
 * @property {Failure[]} flaky what passed only when it was run once more; counted in `passed`
 * @property {string[]} skipped names of what was skipped
 * @property {string[]} problems one line for each failure that is no single test's
 */

const shownLines = 4;
const shownColumns = 160;

/**
 * A program that only says yes or no, such as the type checker.
 *
 * @param {string} name
 * @param {string} ended how it ended: `code 0` is a pass
 * @returns {Outcome}
 */
export function outcomeOfCheck(name, ended) {
  if (ended === 'code 0') return { ...nothing(), passed: 1 };
  return { ...nothing(), problems: [`${name}: ended with ${ended}`] };
}

/**
 * A test runner that wrote a report. A runner that crashed, was killed, or ran no test at all has
 * failed, whatever its report counts.
 *
 * @param {string} name
 * @param {string} ended how it ended: `code 0`, `code 1`, `SIGKILL` …
 * @param {unknown} report the parsed report, or null when there is none
 * @param {(report: any) => Outcome} read
 * @returns {Outcome}
 */
export function outcomeOfRunner(name, ended, report, read) {
  if (report === null) {
    return { ...nothing(), problems: [`${name}: ended with ${ended} and left no report`] };
  }
  const outcome = read(report);
  if (outcome.passed + outcome.failed.length + outcome.skipped.length === 0) {
    return { ...outcome, problems: [`${name}: ran no tests`] };
  }
  if (outcome.failed.length === 0 && ended !== 'code 0') {
    return { ...outcome, problems: [`${name}: ended with ${ended} though no test failed`] };
  }
  return outcome;
}

/**
 * Reads the report of vitest's `json` reporter.
 *
 * @param {any} report
 * @param {string} root the top of the clone
 * @returns {Outcome}
 */
export function readVitestReport(report, root) {
  const outcome = nothing();
  for (const { name, status, message, assertionResults } of report.testResults) {
    const file = relative(root, name);
    // A file that could not be loaded has failed without a test that could say so.
    if (status === 'failed' && assertionResults.length === 0) {
      outcome.failed.push({ name: 'the file itself', file, error: firstLines(message) });
    }
    for (const test of assertionResults) {
      if (test.status === 'passed') outcome.passed += 1;
      else if (test.status === 'failed') {
        const [message] = test.failureMessages;
        outcome.failed.push({ name: test.fullName, file, error: firstLines(message) });
      } else outcome.skipped.push(test.fullName);
    }
  }
  return outcome;
}

/**
 * Reads the report of Playwright's `json` reporter.
 *
 * @param {any} report
 * @param {string} root the top of the clone
 * @returns {Outcome}
 */
export function readPlaywrightReport(report, root) {
  const outcome = nothing();
  const fileOf = ({ file }) => relative(root, `${report.config.rootDir}/${file}`);
  // Errors outside any test: a file that does not load, a server that does not start.
  for (const { message, location } of report.errors ?? []) {
    const file = location === undefined ? 'no file' : relative(root, location.file);
    outcome.failed.push({ name: 'outside any test', file, error: firstLines(message) });
  }
  const visit = (suite, around) => {
    for (const spec of suite.specs ?? []) {
      const name = [...around, spec.title].join(' › ');
      for (const { status, results } of spec.tests) {
        if (status === 'skipped') outcome.skipped.push(name);
        else if (status === 'expected') outcome.passed += 1;
        else {
          const error = firstLines(results.find((result) => result.error)?.error.message);
          const failure = { name, file: fileOf(spec), error };
          if (status === 'flaky') outcome.passed += 1;
          (status === 'flaky' ? outcome.flaky : outcome.failed).push(failure);
        }
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, [...around, inner.title]);
  };
  // The outermost suites are the files.
  for (const suite of report.suites ?? []) visit(suite, []);
  return outcome;
}

/**
 * @param {Outcome[]} outcomes
 * @returns {{ lines: string[], ok: boolean }} the end of the run's output, and whether all is well.
 * The last line counts; those before it name all that did not simply pass, failures last.
 */
export function sumUp(outcomes) {
  const all = (pick) => outcomes.flatMap(pick);
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const skipped = all((outcome) => outcome.skipped);
  const failures = all((outcome) => outcome.failed);
  const problems = all((outcome) => outcome.problems);
  const failed = failures.length + problems.length;
  const lines = [
    ...skipped.map((name) => `skipped: ${name}`),
    ...all((outcome) => outcome.flaky).flatMap((failure) => linesOf('flaky', failure)),
    ...failures.flatMap((failure) => linesOf('failed', failure)),
    ...problems,
    `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
  ];
  return { lines, ok: failed === 0 && passed > 0 };
}

/** @returns {Outcome} */
function nothing() {
  return { passed: 0, failed: [], flaky: [], skipped: [], problems: [] };
}

function linesOf(kind, { name, file, error }) {
  return [`${kind}: ${name} (${file})`, ...error.map((line) => `    ${line}`)];
}

/** The beginning of an error, without colours and without its stack. */
function firstLines(message = 'no error was reported') {
  return stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(0, shownLines)
    .map((line) => (line.length > shownColumns ? `${line.slice(0, shownColumns - 1)}…` : line));
}
