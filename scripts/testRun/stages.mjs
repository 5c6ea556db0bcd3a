import { join } from 'node:path';

import {
  outcomeOfCheck,
  outcomeOfRunner,
  readPlaywrightReport,
  readVitestReport,
} from './outcomes.mjs';

/**
 * The stages of a test run in their order. `only` is the name that picks a stage on the command
 * line, `script` the file that Node runs, and `outcome` reads how it went.
 *
 * @param {string} root the top of the clone
 * @param {string} reports the folder for the runners' reports
 */
export function stages(root, reports) {
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
      outcome: (ended, read) => outcomeOfRunner(name, ended, read, readPlaywrightReport),
    };
  };
  return [
    check('lint', 'formatting', [join(modules, 'prettier', 'bin', 'prettier.cjs'), '--check', '.']),
    check('lint', 'lint', [join(modules, 'eslint', 'bin', 'eslint.js'), '.']),
    check('types', 'types', [join(modules, 'typescript', 'bin', 'tsc'), '--noEmit']),
    {
      only: 'unit',
      name: 'unit tests',
      script: [
        join(modules, 'vitest', 'vitest.mjs'),
        ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
      ],
      report: unitReport,
      outcome: (ended, report) => outcomeOfRunner('unit tests', ended, report, readVitestReport),
    },
    // Pages do not mind a busy machine; media in real time does.
    endToEnd('pages', 2),
    endToEnd('calls', 1),
  ];
}

function check(only, name, script) {
  return { only, name, script, outcome: (ended) => outcomeOfCheck(name, ended) };
}
