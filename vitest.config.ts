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
    // For two cores: what waits for a process, a lease or speech in real time leaves its core to others.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
