import { groupsOfKind } from '../../../kubernetes/stored-fields/kinds.js';
import { projectsOf } from '../../argo-projects.js';
import { itemsAt, textAt } from '../../fields.js';
import { matchesGlob } from '../../glob.js';
import { projectExample } from '../../project-example.js';
import type { EnvironmentRule } from '../../rule.js';

/** Kinds of Kubernetes and of Argo CD itself that no table of stored fields describes. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  APIService: ['apiregistration.k8s.io'],
  AppProject: ['argoproj.io'],
  Application: ['argoproj.io'],
  ApplicationSet: ['argoproj.io'],
  CustomResourceDefinition: ['apiextensions.k8s.io'],
  EndpointSlice: ['discovery.k8s.io'],
  Endpoints: [''],
  Event: ['', 'events.k8s.io'],
  Lease: ['coordination.k8s.io'],
  Node: [''],
};

export const blacklistGroup: EnvironmentRule = {
  id: 'delivery/blacklist-group',
  scope: 'environment',
  severity: 'error',
  what: 'An entry in a blacklist of an AppProject names the API group that its kind is in.',
  why: "Argo CD compares both, group with group: `{group: '', kind: NetworkPolicy}` takes nothing away, though it stands in Argo CD's own example. The tenant it was meant to keep from its walls delivers them.",
  source: 'https://github.com/argoproj/argo-cd/blob/master/docs/operator-manual/project.yaml',
  fix: "Write the group, such as `networking.k8s.io` for a NetworkPolicy, or `'*'`. Better still, list what is permitted: `namespaceResourceWhitelist`.",
  examples: {
    valid: [
      {
        title: 'the right groups, and patterns that match them',
        manifests: projectExample(
          "namespaceResourceBlacklist: [{group: '', kind: ResourceQuota}, {group: networking.k8s.io, kind: NetworkPolicy}, {group: '*', kind: Role}, {group: 'rbac.*', kind: RoleBinding}, {group: '[n-r]*', kind: NetworkPolicy}]",
        ),
      },
      {
        title: 'a kind that nobody knows, and all of a group',
        manifests: projectExample("namespaceResourceBlacklist: [{group: '', kind: Shop}, {group: '', kind: '*'}]"),
      },
      {
        title: 'a whitelist, where it only closes',
        manifests: projectExample("namespaceResourceWhitelist: [{group: '', kind: Deployment}]"),
      },
    ],
    invalid: [
      {
        title: "Argo CD's example",
        manifests: projectExample(
          "namespaceResourceBlacklist: [{group: '', kind: ResourceQuota}, {group: '', kind: LimitRange}, {group: '', kind: NetworkPolicy}]",
        ),
        finds: ['the blacklist takes nothing away with NetworkPolicy of group "": its group is networking.k8s.io'],
      },
      {
        title: 'cluster-scoped kinds, and one without a group',
        manifests: projectExample(
          'clusterResourceBlacklist: [{group: apps, kind: Namespace}, {kind: CustomResourceDefinition}, {group: argoproj, kind: AppProject}]',
        ),
        finds: [
          'the blacklist takes nothing away with Namespace of group "apps": its group is the core group, ""',
          'the blacklist takes nothing away with CustomResourceDefinition of group "": its group is apiextensions.k8s.io',
          'the blacklist takes nothing away with AppProject of group "argoproj": its group is argoproj.io',
        ],
      },
    ],
  },
  *check(context) {
    for (const judged of projectsOf(context))
      for (const field of ['namespaceResourceBlacklist', 'clusterResourceBlacklist'])
        for (const { item, path } of itemsAt(judged.object, 'spec', field)) {
          const [group, kind] = [textAt(item, 'group') ?? '', textAt(item, 'kind') ?? ''];
          const groups = [...groupsOfKind(kind), ...(Object.hasOwn(MORE, kind) ? (MORE[kind] ?? []) : [])];
          // A pattern that is not understood may match.
          if (groups.length === 0 || groups.some((each) => matchesGlob(group, each, '/') !== false)) continue;
          const named = groups.map((each) => (each === '' ? 'the core group, ""' : each)).join(' or ');
          yield {
            message: `the blacklist takes nothing away with ${kind} of group "${group}": its group is ${named}`,
            object: judged,
            path: [...path, 'group'],
          };
        }
  },
};
