import { configDefaults, defineConfig } from 'vitest/config';

/** They put something in the place of a module, which others of the same process would meet, or have loaded before. */
const REPLACE_MODULES = ['test/cli/bad-input/vanishing.test.ts', 'test/synth/lock-owner.test.ts'];

/** They wait more than they work, and for longer than any others: begun last, they would be waited for. */
const CLUSTER = ['test/cluster/*.test.ts'];

const all = { testTimeout: 20_000, include: ['test/**/*.test.ts'] };

export default defineConfig({
  test: {
    // The first one says where the others have their folders.
    globalSetup: ['test/temporary-folder.ts', 'test/cache-folder.ts', 'test/cluster/tally.ts'],
    // By default one core is left for a watching editor, which is half of a small machine.
    maxWorkers: '100%',
    // They run in the order of their names.
    projects: [
      // A process for many files: each of its own would load cdk8s and zod again, which takes longer than most tests.
      { test: { ...all, name: 'cluster', include: CLUSTER, isolate: false } },
      { test: { ...all, name: 'mocks', include: REPLACE_MODULES } },
      {
        test: {
          ...all,
          name: 'unit',
          exclude: [...configDefaults.exclude, ...CLUSTER, ...REPLACE_MODULES],
          isolate: false,
        },
      },
    ],
  },
});
