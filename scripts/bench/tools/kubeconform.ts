import { join } from 'node:path';
import { OF_TYPE } from '../faults.js';
import { writeFiles } from '../tenants.js';
import type { Tool } from '../tool.js';
import { installed } from './installed.js';
import { findSchemas, standaloneSchemas } from './schemas.js';

/** Schemas only, from files: it would ask the network for them. It has none of Argo CD's kinds, and skips these. */
export const kubeconform: Tool = {
  name: 'kubeconform',
  version: () => (findSchemas() === undefined ? undefined : installed('kubeconform', '-v')),
  prepare({ folder }) {
    const schemas = standaloneSchemas(findSchemas() ?? '');
    writeFiles(join(folder, 'schemas'), schemas);
  },
  contenders: [
    {
      name: 'kubeconform, schemas only',
      measures: ['judging'],
      faults: [OF_TYPE],
      command: ({ folder, manifests }) => ({
        argv: [
          'kubeconform',
          '-ignore-missing-schemas',
          '-schema-location',
          join(folder, 'schemas/{{ .ResourceKind }}{{ .KindSuffix }}.json'),
          manifests.folder,
        ],
      }),
    },
  ],
};
