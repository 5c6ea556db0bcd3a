import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'shared-types/src/**/*.test.ts',
      'sync-server/src/**/*.test.ts',
      'media-server/src/**/*.test.ts',
      'desktop/src/**/*.test.{ts,tsx}',
      'scripts/**/*.test.{ts,mjs}',
      'bench/**/*.test.ts',
      'load/**/*.test.ts',
    ],
    // Two cores, and many suites start real processes: more workers only make them slower.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
