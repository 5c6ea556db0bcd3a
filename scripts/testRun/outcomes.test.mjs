import { describe, expect, it } from 'vitest';

import {
  outcomeOfCheck,
  outcomeOfRunner,
  readPlaywrightReport,
  readVitestReport,
  sumUp,
} from './outcomes.mjs';

const assertion = (status, fullName = status) => ({ status, fullName });

describe('a check', () => {
  it('passes only when it ends with code 0', () => {
    expect(outcomeOfCheck('types', 'code 0')).toMatchObject({ passed: 1, failed: 0 });
    expect(outcomeOfCheck('types', 'code 2')).toMatchObject({ passed: 0, failed: 1 });
    expect(outcomeOfCheck('types', 'SIGKILL').problems).toEqual(['types: ended with SIGKILL']);
  });
});

describe('a vitest report', () => {
  it('counts tests by status and names the skipped', () => {
    const report = {
      testResults: [
        { status: 'passed', assertionResults: [assertion('passed'), assertion('pending', 'a b')] },
        { status: 'failed', assertionResults: [assertion('failed'), assertion('todo', 'later')] },
      ],
    };
    expect(readVitestReport(report)).toEqual({ passed: 1, failed: 1, skipped: ['a b', 'later'] });
  });

  it('counts a file that does not load as a failure', () => {
    const report = { testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(readVitestReport(report)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe('a Playwright report', () => {
  it('walks nested suites, counts flaky tests as passed and load errors as failed', () => {
    const spec = (title, status) => ({ title, tests: [{ status }] });
    const report = {
      errors: [{ message: 'cannot load' }],
      suites: [
        {
          specs: [spec('one', 'expected'), spec('two', 'flaky')],
          suites: [{ specs: [spec('three', 'unexpected'), spec('four', 'skipped')] }],
        },
      ],
    };
    expect(readPlaywrightReport(report)).toEqual({ passed: 2, failed: 2, skipped: ['four'] });
  });
});

describe('a runner', () => {
  const read = () => ({ passed: 3, failed: 0, skipped: [] });
  const none = () => ({ passed: 0, failed: 0, skipped: [] });

  it('has failed without a report', () => {
    expect(outcomeOfRunner('unit', 'SIGKILL', null, read)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('has failed when it ran no test, even if it ends well', () => {
    expect(outcomeOfRunner('unit', 'code 0', {}, none).problems).toEqual(['unit: ran no tests']);
  });

  it('has failed when it ends badly though no test failed', () => {
    expect(outcomeOfRunner('unit', 'code 1', {}, read)).toMatchObject({ passed: 3, failed: 1 });
  });

  it('adds nothing to failures that its tests explain', () => {
    const failing = () => ({ passed: 3, failed: 2, skipped: [] });
    expect(outcomeOfRunner('unit', 'code 1', {}, failing)).toMatchObject({ failed: 2 });
  });
});

describe('the sum', () => {
  const outcome = (passed, failed, skipped = []) => ({ passed, failed, skipped, problems: [] });

  it('adds all stages up and mentions skipped ones only when there are any', () => {
    expect(sumUp([outcome(1, 0), outcome(20, 0)])).toEqual({
      line: '21 passed, 0 failed',
      ok: true,
    });
    expect(sumUp([outcome(1, 0, ['x']), outcome(2, 3)])).toEqual({
      line: '3 passed, 3 failed, 1 skipped',
      ok: false,
    });
  });

  it('is not well when nothing passed', () => {
    expect(sumUp([outcome(0, 0, ['all'])]).ok).toBe(false);
  });
});
