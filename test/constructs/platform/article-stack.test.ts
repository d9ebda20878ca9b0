import { expect, test } from 'vitest';
import { Platform } from '../../../lib/constructs/platform/platform.js';
import { toYaml } from '../../../lib/synth/yaml.js';
import { append, ENVIRONMENT_FILE, edit, onlyCluster, RUNTIMES_FILE } from '../../config/declarations.js';
import { Rendered } from '../rendered.js';
import { SHA256, TOOLS } from './prepared.js';

/** The stack of the article: two hypervisors behind one pool, its sysctls, and what makes its nodes so. */
const POOL = `
        example.com/pool: general
      kvm: true
      containerRuntime: {version: "2.1.4"}
      kata:
        version: "4.1.0"
        artifact: {url: "https://192.0.2.8/kata-static-4.1.0-amd64.tar.zst", sha256: "${SHA256}"}
      sysctls:
        fs.inotify.max_user_instances: 8192
        fs.inotify.max_user_watches: 524288
        net.core.somaxconn: 32768
        net.ipv4.tcp_max_syn_backlog: 8192
        vm.max_map_count: 262144
`;

const QEMU = `---
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata: {name: kata-qemu}
spec: {preset: kata-qemu}
`;

const KINDS = ['RuntimeClass', 'Namespace', 'NetworkPolicy', 'ServiceAccount', 'ConfigMap', 'DaemonSet'];

test('the stack of the article', async () => {
  const environment = append(
    ENVIRONMENT_FILE,
    `  nodePreparation: {image: "${TOOLS}"}\n`,
    edit(ENVIRONMENT_FILE, '6443\n', '6443\n      cidrs: [198.51.100.1/32]\n'),
  );
  const pool = edit(ENVIRONMENT_FILE, 'kata-runtime: "true"\n', `kata-runtime: "true"${POOL}`, environment);
  const cluster = onlyCluster(append(RUNTIMES_FILE, QEMU, pool));
  const { objects } = Rendered.of((app) => new Platform(app, 'platform', { cluster }));
  const stack = KINDS.flatMap((kind) => objects.filter((object) => object.kind === kind))
    // Scripts are read where they stand, and only their name is part of this.
    .filter(({ metadata }) => !metadata.name.startsWith('node-preparation-scripts'))
    .map(toYaml)
    .join('---\n')
    .replaceAll(/(node-preparation-scripts)-[0-9a-f]{10}/g, '$1-…');
  await expect(stack).toMatchFileSnapshot('article-stack.yaml');
});
