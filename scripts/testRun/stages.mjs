import { join } from 'node:path';

import { lintCache } from './lintCache.mjs';
import {
  outcomeOfCheck,
  outcomeOfRunner,
  readPlaywrightReport,
  readVitestReport,
} from './outcomes.mjs';

/**
 * The stages of a test run in their order; those of one group run at the same time. `only` is the
 * name that picks a stage on the command line, `script` the file that Node runs, and `outcome` reads
 * how it went.
 *
 * @param {object} folders
 * @param {string} folders.root the top of the clone
 * @param {string} folders.caches what the checkers keep from run to run
 * @param {string} folders.reports for the runners' reports
 */
export function stages({ root, caches, reports }) {
  const modules = join(root, 'node_modules');
  const unitReport = join(reports, 'unit.json');
  const endToEnd = (project, workers) => {
    const report = join(reports, `e2e-${project}.json`);
    const name = `end-to-end tests of ${project}`;
    return {
      only: 'e2e',
      name,
      script: [
        join(modules, '@playwright', 'test', 'cli.js'),
        ...['test', '--config', join(root, 'desktop', 'playwright.config.ts')],
        ...['--project', project, `--workers=${workers}`],
        '--reporter=line,json',
      ],
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      report,
      outcome: (ended, read) =>
        outcomeOfRunner(name, ended, read, (found) => readPlaywrightReport(found, root)),
    };
  };
  return [
    // Each keeps one core busy and says nothing until it ends.
    [
      check('lint', 'formatting', [
        join(modules, 'prettier', 'bin', 'prettier.cjs'),
        ...['--check', '.', '--cache', '--cache-strategy', 'content'],
        ...['--cache-location', join(caches, 'prettier')],
      ]),
      check('lint', 'lint', [
        join(modules, 'eslint', 'bin', 'eslint.js'),
        ...['.', '--cache', '--cache-strategy', 'content'],
        // Types and cycles of imports depend on other files than the one that was looked at.
        ...['--cache-location', lintCache(root, join(caches, 'lint'))],
      ]),
      check('types', 'types', [
        join(modules, 'typescript', 'bin', 'tsc'),
        ...['--noEmit', '--incremental', '--tsBuildInfoFile', join(caches, 'types.tsbuildinfo')],
      ]),
    ],
    [
      {
        only: 'unit',
        name: 'unit tests',
        script: [
          join(modules, 'vitest', 'vitest.mjs'),
          ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
        ],
        report: unitReport,
        outcome: (ended, report) =>
          outcomeOfRunner('unit tests', ended, report, (found) => readVitestReport(found, root)),
      },
    ],
    // For two cores: pages wait now and then, and do not mind a busy machine. Words and many pictures do.
    [endToEnd('pages', 3)],
    [endToEnd('calls', 1)],
  ];
}

function check(only, name, script) {
  return { only, name, script, outcome: (ended) => outcomeOfCheck(name, ended) };
}
