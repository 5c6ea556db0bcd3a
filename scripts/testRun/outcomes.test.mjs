import { describe, expect, it } from 'vitest';

import {
  outcomeOfCheck,
  outcomeOfRunner,
  readPlaywrightReport,
  readVitestReport,
  sumUp,
} from './outcomes.mjs';

const nothing = { passed: 0, failed: [], flaky: [], skipped: [], problems: [] };
const failure = (name = 'a') => ({ name, file: 'a.test.ts', error: ['Error: no'] });

describe('a check', () => {
  it('passes only when it ends with code 0', () => {
    expect(outcomeOfCheck('types', 'code 0')).toEqual({ ...nothing, passed: 1 });
    const problems = ['types: ended with SIGKILL'];
    expect(outcomeOfCheck('types', 'SIGKILL')).toEqual({ ...nothing, problems });
  });
});

describe('a vitest report', () => {
  const test = (status, fullName, failureMessages = []) => ({ status, fullName, failureMessages });
  const file = (status, assertionResults, message = '') => ({
    testResults: [{ name: '/clone/src/a.test.ts', status, message, assertionResults }],
  });

  it('counts tests by status and names the failed and the skipped', () => {
    const stack = 'AssertionError: expected 1 to be 2\n    at /clone/src/a.test.ts:3:1\n';
    const tests = [
      test('passed', 'one'),
      test('failed', 'a two', [stack]),
      test('pending', 'a three'),
      test('todo', 'later'),
    ];
    expect(readVitestReport(file('failed', tests), '/clone')).toEqual({
      ...nothing,
      passed: 1,
      failed: [
        { name: 'a two', file: 'src/a.test.ts', error: ['AssertionError: expected 1 to be 2'] },
      ],
      skipped: ['a three', 'later'],
    });
  });

  it('counts a file that does not load as a failure', () => {
    const { failed } = readVitestReport(file('failed', [], 'SyntaxError: x'), '/clone');
    expect(failed).toEqual([
      { name: 'the file itself', file: 'src/a.test.ts', error: ['SyntaxError: x'] },
    ]);
  });

  it('shows the beginning of a long error, without colours', () => {
    const message = `\u001b[31mError\u001b[39m: ${'x'.repeat(300)}\n\nb\nc\nd\ne\n`;
    const { failed } = readVitestReport(file('failed', [test('failed', 'a', [message])]), '/clone');
    expect(failed[0].error).toEqual([`Error: ${'x'.repeat(152)}…`, 'b', 'c', 'd']);
  });
});

describe('a Playwright report', () => {
  const error = { message: 'Error: \u001b[2mexpect(\u001b[22mlocator) failed\n\nLocator: x' };
  const results = [{ status: 'failed', error }, { status: 'passed' }];
  const spec = (title, status) => ({ title, file: 'a.spec.ts', tests: [{ status, results }] });
  const report = (parts) => ({ config: { rootDir: '/clone/desktop/e2e' }, ...parts });
  const named = (name) => ({
    name,
    file: 'desktop/e2e/a.spec.ts',
    error: ['Error: expect(locator) failed', 'Locator: x'],
  });

  it('walks nested suites and names what did not pass at once; what is flaky has passed', () => {
    const suites = [
      {
        title: 'a.spec.ts',
        specs: [spec('one', 'expected'), spec('two', 'flaky')],
        suites: [{ title: 'rings', specs: [spec('three', 'unexpected'), spec('four', 'skipped')] }],
      },
    ];
    expect(readPlaywrightReport(report({ suites }), '/clone')).toEqual({
      ...nothing,
      passed: 2,
      failed: [named('rings › three')],
      flaky: [named('two')],
      skipped: ['rings › four'],
    });
  });

  it('counts errors outside of tests as failures', () => {
    const errors = [
      { message: 'cannot load', location: { file: '/clone/desktop/e2e/b.spec.ts' } },
      { message: 'no browser' },
    ];
    const { failed } = readPlaywrightReport(report({ errors, suites: [] }), '/clone');
    expect(failed.map(({ file, error }) => [file, ...error])).toEqual([
      ['desktop/e2e/b.spec.ts', 'cannot load'],
      ['no file', 'no browser'],
    ]);
  });
});

describe('a runner', () => {
  const read = () => ({ ...nothing, passed: 3 });

  it('has failed without a report', () => {
    expect(outcomeOfRunner('unit', 'SIGKILL', null, read).problems).toEqual([
      'unit: ended with SIGKILL and left no report',
    ]);
  });

  it('has failed when it ran no test, even if it ends well', () => {
    const none = outcomeOfRunner('unit', 'code 0', {}, () => nothing);
    expect(none.problems).toEqual(['unit: ran no tests']);
  });

  it('has failed when it ends badly though no test failed', () => {
    expect(outcomeOfRunner('unit', 'code 1', {}, read)).toEqual({
      ...nothing,
      passed: 3,
      problems: ['unit: ended with code 1 though no test failed'],
    });
  });

  it('adds nothing to failures that its tests explain', () => {
    const failing = { ...nothing, passed: 3, failed: [failure()] };
    expect(outcomeOfRunner('unit', 'code 1', {}, () => failing)).toEqual(failing);
  });
});

describe('the sum', () => {
  it('adds all stages up and mentions skipped ones only when there are any', () => {
    const passed = (count) => ({ ...nothing, passed: count });
    expect(sumUp([passed(1), passed(20)])).toEqual({ lines: ['21 passed, 0 failed'], ok: true });
    const skipped = { ...passed(2), skipped: ['x'] };
    expect(sumUp([skipped])).toEqual({
      lines: ['skipped: x', '2 passed, 0 failed, 1 skipped'],
      ok: true,
    });
  });

  it('names every failure right before the closing line', () => {
    const unit = { ...nothing, passed: 1, failed: [failure('a b')], skipped: ['x'] };
    const calls = { ...nothing, passed: 1, flaky: [failure('c')] };
    const lint = { ...nothing, problems: ['lint: ended with code 1'] };
    expect(sumUp([lint, unit, calls])).toEqual({
      lines: [
        'skipped: x',
        'flaky: c (a.test.ts)',
        '    Error: no',
        'failed: a b (a.test.ts)',
        '    Error: no',
        'lint: ended with code 1',
        '2 passed, 2 failed, 1 skipped',
      ],
      ok: false,
    });
  });

  it('is not well when nothing passed', () => {
    expect(sumUp([{ ...nothing, skipped: ['all'] }]).ok).toBe(false);
  });
});
