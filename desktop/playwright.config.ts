import { defineConfig } from '@playwright/test';

/** Specs whose sound and pictures need all of the machine: many windows in a call, or words to hear. */
const calls = /\/(calls|consent|ownVoice|together)\.spec/;
const picture = /readmePicture\.spec/;

export default defineConfig({
  testDir: './e2e',
  outputDir: '../test-results/e2e',
  projects: [
    { name: 'pages', testIgnore: [calls, picture] },
    { name: 'calls', testMatch: calls },
    // Made when the app looks different: `npm run picture`.
    { name: 'picture', testMatch: picture },
  ],
  // Real servers, a real SFU and several browsers share two cores: one spec at a time, unless told.
  workers: 1,
  fullyParallel: false,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  use: { actionTimeout: 20_000 },
  // Real-time media on a machine that others may use too: what fails is run once more, and named.
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
});
