import type { Path } from '../../../kubernetes/json.js';
import { isOfPlatform, projectsOf } from '../../argo-projects.js';
import { itemsAt, textAt, textsAt } from '../../fields.js';
import type { JudgedObject } from '../../judged-object.js';
import { projectExample } from '../../project-example.js';
import type { EnvironmentRule } from '../../rule.js';

const application = (project: string, name = 'shop') => `
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}, namespace: argocd}
spec: {project: ${project}, destination: {name: in-cluster, namespace: shop-web}}
`;
const DEFAULT = 'the Application is of project "default", which permits everything unless somebody has changed it';

export const projectWildcard: EnvironmentRule = {
  id: 'delivery/project-wildcard',
  scope: 'environment',
  severity: 'error',
  what: 'An AppProject names what it may deliver: its repositories, its clusters, the cluster-scoped kinds; a tenant’s also its namespaces and kinds. No Application is of the project `default` as Argo CD brings it.',
  why: 'The project is all that keeps a tenant with a repository of its own out of the namespaces of others. With `*` whoever may write to one of its Applications may write everywhere. Only the platform, whose tenants come and go, delivers into every namespace. Argo CD brings a project `default`, which permits everything.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/projects/',
  fix: 'Name the repository, the cluster and the namespaces, one entry for each; and give each Application a project that does.',
  examples: {
    valid: [
      { title: 'what is rendered', declarations: {} },
      { title: 'named', manifests: projectExample() },
      {
        title: 'a part of a repository host',
        manifests: projectExample("sourceRepos: ['https://git.example.com/shop/*']"),
      },
      {
        title: "every namespace, for the platform's own",
        manifests: projectExample(
          "destinations: [{server: 'https://kubernetes.default.svc', namespace: argocd}, {server: 'https://kubernetes.default.svc', namespace: '*'}]",
        ),
      },
      {
        title: 'all but one',
        manifests: projectExample(
          "destinations: [{name: in-cluster, namespace: shop-web}, {name: in-cluster, namespace: '!kube-system'}]",
        ),
      },
      {
        title: 'a default project that somebody has changed',
        manifests: projectExample().replace('name: shop,', 'name: default,') + application('default'),
      },
    ],
    invalid: [
      {
        title: 'the default project, named or not',
        manifests: application('default') + application('""', 'other'),
        finds: [DEFAULT, DEFAULT],
      },
      {
        title: 'repositories',
        manifests: projectExample("sourceRepos: ['*', 'https://*/shop.git']"),
        finds: [
          'the project may deliver from every repository ("*")',
          'the project may deliver from every repository ("https://*/shop.git")',
        ],
      },
      {
        title: 'clusters and namespaces',
        manifests: projectExample("destinations: [{server: '*', namespace: shop-web}, {name: '*', namespace: '*'}]"),
        finds: [
          'the project may deliver to every cluster (server "*")',
          'the project may deliver to every cluster (name "*")',
          'the project may deliver into every namespace ("*")',
        ],
      },
      {
        title: 'kinds',
        manifests: projectExample(
          "clusterResourceWhitelist: [{group: '*', kind: '*'}]\nnamespaceResourceWhitelist: [{group: '*', kind: '*'}]",
        ),
        finds: [
          'the project may deliver every cluster-scoped kind of group "*"',
          'the project may deliver every kind of group "*", walls included',
        ],
      },
    ],
  },
  *check(context) {
    for (const judged of projectsOf(context))
      for (const [message, path] of wildcards(judged, isOfPlatform(context, judged)))
        yield { message: `the project may deliver ${message}`, object: judged, path };
    // It is in every Argo CD, and permits everything until somebody changes that.
    if (projectsOf(context).some(({ object }) => object.metadata.name === 'default')) return;
    for (const object of context.objects.ofKind('argoproj.io/Application'))
      if ((textAt(object.object, 'spec', 'project') || 'default') === 'default')
        yield {
          message: DEFAULT,
          severity: 'warning',
          object,
          path: ['spec', 'project'],
        };
  },
};

function* wildcards({ object }: JudgedObject, isOfPlatform: boolean): Generator<[message: string, path: Path]> {
  for (const [index, repository] of textsAt(object, 'spec', 'sourceRepos').entries())
    if (/^\*+$|^[\w+.-]+:\/\/\*+(\/|$)/.test(repository))
      yield [`from every repository ("${repository}")`, ['spec', 'sourceRepos', index]];
  for (const { item, path } of itemsAt(object, 'spec', 'destinations')) {
    for (const field of ['server', 'name'])
      if (isAll(textAt(item, field))) yield [`to every cluster (${field} "*")`, [...path, field]];
    if (isAll(textAt(item, 'namespace')) && !isOfPlatform) yield ['into every namespace ("*")', [...path, 'namespace']];
  }
  for (const { item, path } of itemsAt(object, 'spec', 'clusterResourceWhitelist'))
    if (isAll(textAt(item, 'kind')) || isAll(textAt(item, 'group')))
      yield [
        `${isAll(textAt(item, 'kind')) ? 'every cluster-scoped kind' : textAt(item, 'kind')} of group "${textAt(item, 'group') ?? ''}"`,
        path,
      ];
  for (const { item, path } of itemsAt(object, 'spec', 'namespaceResourceWhitelist'))
    if (isAll(textAt(item, 'kind')) && isAll(textAt(item, 'group')) && !isOfPlatform)
      yield ['every kind of group "*", walls included', path];
}

function isAll(pattern: string | undefined): boolean {
  return pattern !== undefined && /^\*+$/.test(pattern);
}
