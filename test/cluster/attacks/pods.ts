import type { JsonObject } from '../../../lib/kubernetes/json.js';
import { type Attack, type Change, creations, part, policy } from './attack.js';
import { insecure } from './insecure.js';
import { pod, type Target, templated } from './target.js';
import { field, ungranted, volume } from './ungranted.js';

const spec = (pod: JsonObject) => part(pod, 'spec');

/** What a pod must name where nothing is filled in: below Kubernetes 1.36. */
function unnamed({ cluster }: Target): Change[] {
  if (cluster.environment.spec.kubernetesVersion === '1.36') return [];
  return [
    {
      name: 'no runtime',
      change: (pod) => delete spec(pod).runtimeClassName,
      refused: 'runtimeClassName must be named',
    },
    {
      name: 'no account',
      change: (pod) => delete spec(pod).serviceAccountName,
      refused: 'serviceAccountName must be workload',
    },
  ];
}

/** What plugins of the API server refuse in pods before policies are asked, and nobody but these policies in templates. */
function unknown(): { pods: Change[]; templates: Change[] } {
  const runtime = { runtimeClassName: 'nope' };
  const account = { serviceAccountName: 'other' };
  const former = { serviceAccount: 'other', serviceAccountName: null };
  const nfs = { nfs: { server: '10.0.0.1', path: '/' } };
  return {
    pods: [
      field('unknown runtime', runtime, 'RuntimeClass "nope" not found'),
      field('another account', account, 'serviceaccount "other" not found'),
      field('another account, by its former name', former, 'serviceaccount "other" not found'),
    ],
    templates: [
      field('unknown runtime', runtime, 'runtimeClassName nope is not granted'),
      field('another account', account, 'serviceAccountName must be workload'),
      field('another account, by its former name', former, 'serviceAccountName must be workload'),
      field('the default account', { serviceAccountName: 'default' }, 'serviceAccountName must be workload'),
      volume('NFS', nfs, 'a volume is of a type that is not open to tenants'),
    ],
  };
}

const refusedBy = (name: string, changes: readonly Change[]) =>
  changes.map((change) => ({ ...change, refused: policy(name, change.refused) }));

export function podAttacks(target: Target): Attack[] {
  return creations(`${target.namespace}: Pod`, target.admin, pod(target), [
    ...insecure(target),
    ...unknown().pods,
    ...refusedBy('pods', [...ungranted(target), ...unnamed(target)]),
  ]);
}

/** The same in what controllers make pods from. */
export function templateAttacks(target: Target): Attack[] {
  const changes = [...ungranted(target), ...unnamed(target), ...unknown().templates];
  return templated(target).flatMap(({ object, at, policy: name }) =>
    creations(
      `${target.namespace}: ${object.kind}`,
      target.admin,
      object,
      refusedBy(name, changes).map(({ change, ...rest }) => ({
        ...rest,
        change: (whole) => change(part(whole, ...at)),
      })),
    ),
  );
}
