import type { Plugin } from 'rolldown';

/** Of cdk8s the command uses constructs alone. With these cdk8s reads and writes YAML, and applies JSON patches: 260 KB to load. */
const UNUSED = /^(?:yaml|fast-json-patch)$/;
const OF_CDK8S = /\/node_modules\/cdk8s\/lib\//;
const EMPTY = '\0unused';

/** Puts nothing in the place of libraries that cdk8s loads at its start and the command never calls. */
export const leaveOutUnused: Plugin = {
  name: 'leave-out-unused',
  resolveId: {
    filter: { id: UNUSED },
    handler: (_, importer) => (importer !== undefined && OF_CDK8S.test(importer) ? EMPTY : undefined),
  },
  load: (id) => (id === EMPTY ? 'module.exports = {};\n' : undefined),
};
