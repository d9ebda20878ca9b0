import type { Workload } from '../declaration.js';
import type { Check } from './check.js';

/** What a pod's parts are called and where they are mounted: once each, or the API server refuses the pod. */
export const podParts: Check = ({ cluster, report }) => {
  for (const workloads of cluster.workloads.values()) {
    for (const workload of workloads.values()) {
      const { env, secretEnv } = workload.spec;
      for (const name of Object.keys(secretEnv)) {
        if (Object.hasOwn(env, name))
          report(workload, ['spec', 'secretEnv', name], `\`${name}\` is declared in spec.env too`, { part: 'key' });
      }
      const mounts = new Map<string, string[]>();
      for (const [mountPath, path] of mountsOf(workload)) {
        const known = mounts.get(mountPath);
        if (known === undefined) mounts.set(mountPath, path);
        else
          report(workload, path, `${mountPath} is the mount path of ${known.slice(1, -1).join('.')} too`, {
            related: { declaration: workload, path: known, message: 'declared here' },
          });
      }
      for (const [kind, prefix] of VOLUMES) {
        for (const name of Object.keys(workload.spec[kind])) {
          if (prefix.length + name.length > 63)
            report(
              workload,
              ['spec', kind, name],
              `\`${name}\` is too long; at most ${63 - prefix.length} characters fit into the volume's name`,
              { part: 'key' },
            );
        }
      }
      checkPorts(workload, (path, message) => report(workload, path, message));
    }
  }
};

/** What stands before a declared name in the name of its volume (constructs/workload/volumes). */
const VOLUMES = [
  ['files', 'files-'],
  ['secretFiles', 'secret-'],
  ['volumes', 'claim-'],
  ['scratch', 'scratch-'],
] as const;

/** Mount paths without their trailing slash, and where each is declared. */
function mountsOf({ spec }: Workload): [string, string[]][] {
  const mounts = VOLUMES.flatMap(([kind]) =>
    Object.entries(spec[kind]).map(([name, { mountPath }]): [string, string[]] => [
      mountPath,
      ['spec', kind, name, 'mountPath'],
    ]),
  );
  const storage = spec.database?.storage;
  if (storage !== undefined) mounts.push([storage.mountPath, ['spec', 'database', 'storage', 'mountPath']]);
  return mounts.map(([mountPath, path]) => [mountPath.replace(/(?<=.)\/+$/, ''), path]);
}

function checkPorts({ spec }: Workload, report: (path: string[], message: string) => void): void {
  for (const type of ['service', 'database', 'sandbox'] as const) {
    const seen = new Map<string, string>();
    for (const [name, { port, targetPort, protocol }] of Object.entries(spec[type]?.ports ?? {})) {
      const first = seen.get(`${port}/${protocol}`);
      if (first === undefined) seen.set(`${port}/${protocol}`, name);
      else report(['spec', type, 'ports', name, 'port'], `${port}/${protocol} is the port of \`${first}\` too`);
      if (type === 'database' && targetPort !== undefined && targetPort !== port)
        report(
          ['spec', type, 'ports', name, 'targetPort'],
          `a headless Service does not translate ports: ${targetPort} must be ${port}`,
        );
    }
  }
}
