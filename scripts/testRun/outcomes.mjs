/**
 * What one stage of the test run came to.
 *
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} skipped names of what was skipped
 * @property {string[]} problems one line for each failure that is no single test's
 */

/**
 * A program that only says yes or no, such as the type checker.
 *
 * @param {string} name
 * @param {string} ended how it ended: `code 0` is a pass
 * @returns {Outcome}
 */
export function outcomeOfCheck(name, ended) {
  if (ended === 'code 0') return { passed: 1, failed: 0, skipped: [], problems: [] };
  return { passed: 0, failed: 1, skipped: [], problems: [`${name}: ended with ${ended}`] };
}

/**
 * A test runner that wrote a report. A runner that crashed, was killed, or ran no test at all has
 * failed, whatever its report counts.
 *
 * @param {string} name
 * @param {string} ended how it ended: `code 0`, `code 1`, `SIGKILL` …
 * @param {unknown} report the parsed report, or null when there is none
 * @param {(report: any) => { passed: number, failed: number, skipped: string[] }} read
 * @returns {Outcome}
 */
export function outcomeOfRunner(name, ended, report, read) {
  if (report === null) {
    return {
      passed: 0,
      failed: 1,
      skipped: [],
      problems: [`${name}: ended with ${ended} and left no report`],
    };
  }
  const counts = read(report);
  const problems = [];
  if (counts.passed + counts.failed + counts.skipped.length === 0) {
    problems.push(`${name}: ran no tests`);
  } else if (counts.failed === 0 && ended !== 'code 0') {
    problems.push(`${name}: ended with ${ended} though no test failed`);
  }
  return { ...counts, failed: counts.failed + problems.length, problems };
}

/** Reads the report of vitest's `json` reporter. */
export function readVitestReport(report) {
  const counts = { passed: 0, failed: 0, skipped: [] };
  for (const file of report.testResults) {
    // A file that could not be loaded has failed without a test that could say so.
    if (file.status === 'failed' && file.assertionResults.length === 0) counts.failed += 1;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed += 1;
      else if (test.status === 'failed') counts.failed += 1;
      else counts.skipped.push(test.fullName);
    }
  }
  return counts;
}

/** Reads the report of Playwright's `json` reporter. A flaky test has passed. */
export function readPlaywrightReport(report) {
  // Errors outside any test: a file that does not load, a server that does not start.
  const counts = { passed: 0, failed: report.errors?.length ?? 0, skipped: [] };
  const visit = (suite) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === 'skipped') counts.skipped.push(spec.title);
        else if (test.status === 'unexpected') counts.failed += 1;
        else counts.passed += 1;
      }
    }
    for (const inner of suite.suites ?? []) visit(inner);
  };
  for (const suite of report.suites ?? []) visit(suite);
  return counts;
}

/**
 * @param {Outcome[]} outcomes
 * @returns {{ line: string, ok: boolean }} the closing line of the run, and whether all is well
 */
export function sumUp(outcomes) {
  const count = (pick) => outcomes.reduce((sum, outcome) => sum + pick(outcome), 0);
  const passed = count((outcome) => outcome.passed);
  const failed = count((outcome) => outcome.failed);
  const skipped = count((outcome) => outcome.skipped.length);
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return { line, ok: failed === 0 && passed > 0 };
}
