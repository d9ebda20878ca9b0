import type { Cluster } from '../../../config/declaration.js';
import { type CarriedHandler, kataHandlersOf } from '../../../config/kata.js';
import { circumstancesOf } from '../../../config/kata-circumstances.js';
import type { PreparedPool } from '../../../config/node-preparation.js';
import { renderConfiguration } from '../../../kata/configuration/render.js';
import { containerdDropIn, containerdTables, minimumContainerd } from '../../../kata/handlers/containerd.js';
import { crioDropIn } from '../../../kata/handlers/crio.js';
import { placeOf } from '../../../kata/handlers/distributions.js';
import { digestOf } from '../../workload/digest.js';
import { settings } from './settings.js';

/** Where a node keeps the artifacts of all its versions of Kata, and the configurations of all its files' versions. */
const VERSIONS = '/opt/kata/versions';
const CONFIGURATIONS = '/etc/kata-containers/bulkhead';

/** Beside kvm_intel or kvm_amd, which the node knows (`kata-runtime check`; vhost_vsock is how the agent is reached). */
const KATA_MODULES = ['kvm', 'vhost', 'vhost_net', 'vhost_vsock'];

/** What the nodes of a pool are to be, as flat files: the data of a ConfigMap. */
export function nodeFiles(
  cluster: Cluster,
  { pool, kata }: PreparedPool,
  startupTaint: string,
): Record<string, string> {
  const artifact = artifactName(kata);
  const artifacts = `${VERSIONS}/${artifact}`;
  const handlers = kataHandlersOf(cluster, pool);
  const runtime = pool.containerRuntime?.name ?? 'containerd';
  const place = placeOf(runtime, pool.containerRuntime?.distribution ?? 'kubernetes');
  const configurationOf = (handler: CarriedHandler) =>
    renderConfiguration(handler.shim, handler.configuration, {
      artifacts,
      ...circumstancesOf(cluster.environment.spec, pool, handler),
    });
  const files = {
    settings: settings({ pool, kata, artifact, place, startupTaint }),
    handlers: lines(handlers.map(({ name }) => name)),
    ...Object.fromEntries(handlers.map((handler) => [`configuration-${handler.name}.toml`, configurationOf(handler)])),
    modules: lines([...KATA_MODULES, ...pool.modules, ...(pool.vfio.length === 0 ? [] : ['vfio-pci'])]),
    'sysctl.conf': lines(Object.entries(pool.sysctls).map(([name, value]) => `${name} = ${value}`)),
    vfio: lines(pool.vfio),
  };
  // Configurations of another id lie beside these, for the pods that still run with them.
  const id = digestOf(files, 12);
  const told = handlers.map((each) => each.handler({ artifacts, configurations: `${CONFIGURATIONS}/${id}` }));
  return {
    ...files,
    settings: `${files.settings}MINIMUM_CONTAINERD=${minimumContainerd(told)}\nFILES_ID=${id}\n`,
    ...(runtime === 'cri-o'
      ? { 'crio.conf': crioDropIn(told) }
      : {
          'containerd-1.toml': containerdTables(told),
          'containerd-2.toml': containerdDropIn(told, 2),
          'containerd-3.toml': containerdDropIn(told, 3),
        }),
  };
}

/** Two artifacts of one version, such as one that was built anew, lie beside each other. */
export function artifactName({ version, artifact }: PreparedPool['kata']): string {
  const digest = artifact?.image?.split('@sha256:')[1] ?? artifact?.sha256 ?? '';
  return `${version}-${digest.slice(0, 12)}`;
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
