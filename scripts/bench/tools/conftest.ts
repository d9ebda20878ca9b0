import { FAULTS, OF_A_PROJECT } from '../faults.js';
import type { Tool } from '../tool.js';
import { installed } from './installed.js';
import { policies } from './policies.js';

/** Six rules in Rego over a folder. */
export const conftest: Tool = {
  name: 'conftest',
  version: () => installed('conftest', '--version'),
  prepare() {},
  contenders: [
    {
      name: 'conftest, 6 Rego rules',
      measures: ['judging'],
      faults: [...FAULTS, OF_A_PROJECT],
      command: ({ manifests }) => ({
        argv: ['conftest', 'test', '--no-color', '--policy', policies('conftest.rego'), manifests.folder],
      }),
    },
  ],
};
