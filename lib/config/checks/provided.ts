import type { Tenant, Workload } from '../declaration.js';
import { didYouMean } from '../suggest.js';
import type { Check, CheckContext, Hint } from './check.js';

/**
 * Pods wait for ever for a Secret, a key of one or a claim that is not there, and no API server minds. So whatever a
 * Workload names is declared beside it, or said to exist. ConfigMaps need no question: `files` renders what it mounts.
 */
export const provided: Check = (context) => {
  const providedTo = provisions(context);
  for (const { tenant, workload } of context.owned()) {
    // Another namespace is reported as such.
    if (!Object.hasOwn(tenant.spec.namespaces, workload.spec.namespace)) continue;
    for (const question of context.doubt.each([checkVariables, checkFiles, checkPullSecrets, checkClaims]))
      question(context, workload, () => providedTo(tenant, workload.spec.namespace));
  }
};

type Question = (context: CheckContext, workload: Workload, provisions: () => Provisions) => void;

const checkVariables: Question = (context, workload, provisions) => {
  for (const [variable, { secret, key }] of context.doubt.entries(workload.spec.secretEnv)) {
    const path = ['spec', 'secretEnv', variable];
    if (!checkSecret(context, workload, provisions, secret, [...path, 'secret'])) continue;
    const keys = provisions().secrets.get(secret);
    if (keys === undefined || keys.has(key) || workload.spec.existing.secrets.includes(secret)) continue;
    const hint = () => didYouMean(key, keys) ?? `keys in spec.externalSecrets.${secret}: ${[...keys].join(', ')}`;
    context.report(workload, [...path, 'key'], `the Secret \`${secret}\` has no key \`${key}\``, { hint });
  }
};

const checkFiles: Question = (context, workload, provisions) => {
  for (const [folder, { secret }] of context.doubt.entries(workload.spec.secretFiles))
    checkSecret(context, workload, provisions, secret, ['spec', 'secretFiles', folder, 'secret']);
};

const checkPullSecrets: Question = (context, workload, provisions) => {
  for (const [index, secret] of context.doubt.each(workload.spec.imagePullSecrets.entries())) {
    const path = ['spec', 'imagePullSecrets', index];
    if (!checkSecret(context, workload, provisions, secret, path)) continue;
    if (workload.spec.existing.secrets.includes(secret)) continue;
    // kubernetes pkg/credentialprovider/secrets looks at the type, and passes over every other Secret without a word.
    context.report(
      workload,
      path,
      `the Secret \`${secret}\` is of type Opaque: spec.externalSecrets declares no other`,
      {
        hint: `nodes pull with type kubernetes.io/dockerconfigjson; make it in another way, and name it in spec.existing.secrets`,
      },
    );
  }
};

function checkSecret(
  { report }: CheckContext,
  workload: Workload,
  provisions: () => Provisions,
  name: string,
  path: readonly (string | number)[],
): boolean {
  const { existing, namespace } = workload.spec;
  if (existing.secrets.includes(name)) return true;
  const { secrets } = provisions();
  if (secrets.has(name)) return true;
  const hint = advice(name, secrets.keys(), 'declare it in spec.externalSecrets', 'secrets');
  report(workload, path, `nothing provides the Secret \`${name}\` in namespace \`${namespace}\``, { hint });
  return false;
}

const checkClaims: Question = ({ report, doubt }, workload, provisions) => {
  const { volumes, existing, namespace } = workload.spec;
  for (const [volume, { claim, create }] of doubt.entries(volumes)) {
    if (create !== undefined || existing.claims.includes(claim)) continue;
    const { claims, databases } = provisions();
    if (claims.has(claim) || isOfDatabase(claim, databases)) continue;
    const hint = advice(claim, claims, 'declare it with `create`', 'claims');
    const message = `nothing provides the PersistentVolumeClaim \`${claim}\` in namespace \`${namespace}\``;
    report(workload, ['spec', 'volumes', volume, 'claim'], message, { hint });
  }
};

/** Named by the StatefulSet's controller (kubernetes pkg/controller/statefulset, getPersistentVolumeClaimName). */
function isOfDatabase(claim: string, databases: ReadonlyMap<string, number>): boolean {
  const [, database = '', pod] = /^storage-(.+)-(0|[1-9][0-9]*)$/.exec(claim) ?? [];
  return pod !== undefined && Number(pod) < (databases.get(database) ?? 0);
}

function advice(name: string, known: Iterable<string>, declare: string, field: string): Hint {
  return () =>
    didYouMean(name, [...known]) ?? `${declare}, or name it in spec.existing.${field} where it is made in another way`;
}

/** What the workloads of a namespace provide. */
interface Provisions {
  /** Keys, by the name of the Secret. */
  readonly secrets: ReadonlyMap<string, ReadonlySet<string>>;
  readonly claims: ReadonlySet<string>;
  /** Replicas, by name. */
  readonly databases: ReadonlyMap<string, number>;
}

/** Worked out once for each namespace; in doubt where a workload of the tenant is, as that may provide anything. */
function provisions({ cluster, doubt, mayHaveMore }: CheckContext): (tenant: Tenant, namespace: string) => Provisions {
  const known = new Map<string, () => Provisions>();
  return (tenant, namespace) => {
    const identity = `${tenant.name}/${namespace}`;
    const found =
      known.get(identity) ??
      doubt.once(() => {
        mayHaveMore('Workload', tenant.name);
        return provisionsOf([...(cluster.workloads.get(tenant.name)?.values() ?? [])], namespace);
      });
    known.set(identity, found);
    return found();
  };
}

function provisionsOf(workloads: readonly Workload[], namespace: string): Provisions {
  const secrets = new Map<string, Set<string>>();
  const claims = new Set<string>();
  const databases = new Map<string, number>();
  for (const { name, spec } of workloads) {
    if (spec.namespace !== namespace) continue;
    for (const [secret, { keys }] of Object.entries(spec.externalSecrets))
      secrets.set(secret, new Set(Object.keys(keys)));
    for (const { claim, create } of Object.values(spec.volumes)) if (create !== undefined) claims.add(claim);
    if (spec.database !== undefined) databases.set(name, spec.database.replicas);
  }
  return { secrets, claims, databases };
}
