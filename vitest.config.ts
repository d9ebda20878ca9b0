import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/cache-folder.ts', 'test/cluster/tally.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    // By default one core is left for a watching editor, which is half of a small machine.
    maxWorkers: '100%',
  },
});
