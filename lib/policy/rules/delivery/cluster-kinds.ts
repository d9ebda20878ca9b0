import { isOfPlatform, projectsOf } from '../../argo-projects.js';
import { itemsAt, textAt } from '../../fields.js';
import { projectExample } from '../../project-example.js';
import type { EnvironmentRule } from '../../rule.js';

export const clusterKinds: EnvironmentRule = {
  id: 'delivery/cluster-kinds',
  scope: 'environment',
  severity: 'error',
  what: "A tenant's AppProject permits no cluster-scoped kind.",
  why: 'What is in no namespace belongs to everybody: a tenant that delivers a Namespace, a ClusterRoleBinding or an admission policy has left its walls.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#projects',
  fix: 'Leave `clusterResourceWhitelist` empty, which permits none, and let the platform deliver what is needed.',
  examples: {
    valid: [
      { title: 'none', manifests: projectExample() },
      {
        title: 'not said, which is none too',
        manifests: projectExample().replace('  clusterResourceWhitelist: []\n', ''),
      },
      {
        title: "the platform's own",
        manifests: projectExample("clusterResourceWhitelist: [{group: '', kind: Namespace}]", 'argocd'),
      },
    ],
    invalid: [
      {
        manifests: projectExample("clusterResourceWhitelist: [{group: '', kind: Namespace}]"),
        finds: ['the project may deliver the cluster-scoped kind Namespace of group ""'],
      },
      {
        title: 'a project that also reaches Argo CD’s namespace is a tenant’s nevertheless',
        manifests: projectExample(
          'destinations: [{namespace: argocd}, {namespace: shop-web}]\nclusterResourceWhitelist: [{group: rbac.authorization.k8s.io, kind: Cluster*}]',
        ),
        finds: ['the project may deliver the cluster-scoped kind Cluster* of group "rbac.authorization.k8s.io"'],
      },
    ],
  },
  /** Whatever is `*` is a finding already (`delivery/project-wildcard`). */
  *check(context) {
    for (const judged of projectsOf(context)) {
      if (isOfPlatform(context, judged)) continue;
      for (const { item, path } of itemsAt(judged.object, 'spec', 'clusterResourceWhitelist')) {
        const [group, kind] = [textAt(item, 'group') ?? '', textAt(item, 'kind') ?? ''];
        if (group === '*' || kind === '*') continue;
        yield {
          message: `the project may deliver the cluster-scoped kind ${kind} of group "${group}"`,
          object: judged,
          path,
        };
      }
    }
  },
};
