import { join } from 'node:path';

import { findOnPath, isProgram } from './findOnPath.mjs';

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

const applications = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]),
};

/**
 * @returns {string | null} the browser that the end-to-end tests drive: the one that CONFAB_CHROMIUM
 *   names, else the first of Chromium, Chrome and Edge that is installed
 */
export function findChromium() {
  const chosen = process.env.CONFAB_CHROMIUM;
  if (chosen) return isProgram(chosen) ? chosen : null;
  for (const command of commands) {
    const path = findOnPath(command);
    if (path !== null) return path;
  }
  return (applications[process.platform] ?? []).find(isProgram) ?? null;
}
