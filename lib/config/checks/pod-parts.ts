import type { Workload } from '../declaration.js';
import type { Doubt } from '../doubt.js';
import type { Check, CheckContext } from './check.js';

/** What a pod's parts are called and where they are mounted: once each, or the API server refuses the pod. */
export const podParts: Check = (context) => {
  for (const workload of context.workloads()) {
    for (const question of context.doubt.each([checkVariables, checkMounts, checkVolumes, checkPorts]))
      question(context, workload);
  }
};

function checkVariables({ report }: CheckContext, workload: Workload): void {
  const { env, secretEnv } = workload.spec;
  for (const name of Object.keys(secretEnv)) {
    if (Object.hasOwn(env, name))
      report(workload, ['spec', 'secretEnv', name], `\`${name}\` is declared in spec.env too`, { part: 'key' });
  }
}

function checkMounts({ report, doubt }: CheckContext, workload: Workload): void {
  const mounts = new Map<string, string[]>();
  for (const [mountPath, path] of mountsOf(workload, doubt)) {
    const known = mounts.get(mountPath);
    if (known === undefined) mounts.set(mountPath, path);
    else
      report(workload, path, `${mountPath} is the mount path of ${known.slice(1, -1).join('.')} too`, {
        related: { declaration: workload, path: known, message: 'declared here' },
      });
  }
}

function checkVolumes({ report, doubt }: CheckContext, workload: Workload): void {
  for (const [kind, prefix] of doubt.each(VOLUMES)) {
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
}

/** What stands before a declared name in the name of its volume (constructs/workload/volumes). */
const VOLUMES = [
  ['files', 'files-'],
  ['secretFiles', 'secret-'],
  ['volumes', 'claim-'],
  ['scratch', 'scratch-'],
] as const;

/** The mount paths that are certain, without their trailing slash, and where each is declared. */
function mountsOf({ spec }: Workload, doubt: Doubt): [mountPath: string, path: string[]][] {
  const mounts: [string, string[]][] = [];
  const add = (mountPathOf: () => string | undefined, path: string[]) => {
    const mountPath = doubt.certain(mountPathOf);
    if (mountPath !== undefined) mounts.push([mountPath.replace(/(?<=.)\/+$/, ''), path]);
  };
  for (const [kind] of VOLUMES) {
    for (const name of doubt.certain(() => Object.keys(spec[kind])) ?? [])
      add(() => spec[kind][name]?.mountPath, ['spec', kind, name, 'mountPath']);
  }
  add(() => spec.database?.storage.mountPath, ['spec', 'database', 'storage', 'mountPath']);
  return mounts;
}

function checkPorts({ report, doubt }: CheckContext, workload: Workload): void {
  for (const type of doubt.each(['service', 'database', 'sandbox'] as const)) {
    const seen = new Map<string, string>();
    for (const [name, declared] of doubt.entries(workload.spec[type]?.ports ?? {})) {
      const path = ['spec', type, 'ports', name];
      doubt.ask(() => {
        const port = `${declared.port}/${declared.protocol}`;
        const first = seen.get(port);
        if (first !== undefined) report(workload, [...path, 'port'], `${port} is the port of \`${first}\` too`);
        else if (!doubt.isRaised) seen.set(port, name);
      });
      const { port, targetPort } = declared;
      if (type === 'database' && targetPort !== undefined && targetPort !== port)
        report(
          workload,
          [...path, 'targetPort'],
          `a headless Service does not translate ports: ${targetPort} must be ${port}`,
        );
    }
  }
}
