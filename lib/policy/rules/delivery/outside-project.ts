import type { Path } from '../../../kubernetes/json.js';
import { projectsOf } from '../../argo-projects.js';
import { itemsAt, objectAt, textAt } from '../../fields.js';
import type { JudgedObject } from '../../judged-object.js';
import { projectExample } from '../../project-example.js';
import { permitsDestination, permitsSource } from '../../project-permissions.js';
import type { EnvironmentRule } from '../../rule.js';

const application = (more: Readonly<Record<string, string>> = {}) => {
  const fields = {
    project: 'shop',
    source: '{repoURL: https://git.example.com/shop/deploy.git, path: .}',
    destination: "{server: 'https://kubernetes.default.svc', namespace: shop-web}",
    ...more,
  };
  return `\
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: shop, namespace: argocd}
spec:
${Object.entries(fields)
  .map(([field, value]) => `  ${field}: ${value}`)
  .join('\n')}
`;
};

export const outsideProject: EnvironmentRule = {
  id: 'delivery/outside-project',
  scope: 'environment',
  severity: 'error',
  what: 'An Application stays within its AppProject: its repositories and its destination are among those that the project permits.',
  why: 'Argo CD refuses to sync it: what it is to deliver stays as it is, and the wall that the change was to mend stays broken.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/projects/',
  fix: 'Correct `source`, `destination` or `project` of the Application, or permit more in the AppProject.',
  examples: {
    valid: [
      { title: 'what is rendered', declarations: {} },
      { title: 'within', manifests: projectExample() + application() },
      {
        title: 'the same repository and cluster by other names',
        manifests:
          projectExample() +
          application({
            source: '{repoURL: https://git.example.com/Shop/deploy, path: .}',
            destination: '{name: in-cluster, namespace: shop-web}',
          }),
      },
      {
        title: 'patterns',
        manifests:
          projectExample(
            "sourceRepos: ['https://git.example.com/*/deploy', '!https://git.example.com/bank/*']\ndestinations: [{server: 'https://*', namespace: 'shop-*'}]",
          ) + application(),
      },
      {
        title: 'a cluster that only Argo CD knows by both names',
        manifests: projectExample() + application({ destination: '{name: prod-eu1, namespace: shop-web}' }),
      },
      {
        title: 'the default project, which always is',
        manifests: projectExample() + application({ project: 'default' }),
      },
      { title: 'no project at all among the manifests', manifests: application() },
    ],
    invalid: [
      {
        title: 'no such project',
        manifests: projectExample() + application({ project: 'shpo' }),
        finds: ['no AppProject is named "shpo"'],
      },
      {
        title: 'another repository, one of several sources',
        manifests:
          projectExample() +
          application({
            source: 'null',
            sources:
              '[{repoURL: https://git.example.com/shop/deploy.git}, {repoURL: https://git.example.com/bank/deploy.git}]',
          }),
        finds: ['AppProject "shop" does not permit the repository https://git.example.com/bank/deploy.git'],
      },
      {
        title: 'a pattern that ends at a slash, and one that denies',
        manifests:
          projectExample("sourceRepos: ['https://git.example.com/*', '!https://git.example.com/shop']") +
          application({
            source: 'null',
            sources: '[{repoURL: https://git.example.com/shop/deploy}, {repoURL: https://git.example.com/shop}]',
          }),
        finds: ['AppProject "shop" does not permit the repository https://git.example.com/shop'],
      },
      {
        title: 'another namespace',
        manifests:
          projectExample() +
          application({ destination: "{server: 'https://kubernetes.default.svc', namespace: bank}" }),
        finds: ['AppProject "shop" does not permit namespace "bank" of https://kubernetes.default.svc'],
      },
      {
        title: 'another cluster, and no namespace',
        manifests: projectExample() + application({ destination: "{server: 'https://192.0.2.7'}" }),
        finds: ['AppProject "shop" does not permit namespace "" of https://192.0.2.7'],
      },
      {
        title: 'a namespace that is denied',
        manifests:
          projectExample("destinations: [{name: '*', namespace: '*'}, {name: '*', namespace: '!shop-web'}]") +
          application({ destination: '{name: prod-eu1, namespace: shop-web}' }),
        finds: ['AppProject "shop" does not permit namespace "shop-web" of prod-eu1'],
      },
    ],
  },
  /** Where no AppProject is among the objects, they are elsewhere, and nothing is known of them. */
  *check(context) {
    const projects = new Map(projectsOf(context).map((judged) => [judged.object.metadata.name, judged]));
    if (projects.size === 0) return;
    for (const judged of context.objects.ofKind('argoproj.io/Application')) {
      const name = textAt(judged.object, 'spec', 'project') || 'default';
      const project = projects.get(name);
      if (project !== undefined)
        for (const [message, path] of notPermitted(judged, project))
          yield { message: `AppProject "${name}" does not permit ${message}`, object: judged, path };
      else if (name !== 'default')
        yield { message: `no AppProject is named "${name}"`, object: judged, path: ['spec', 'project'] };
    }
  },
};

function* notPermitted({ object }: JudgedObject, project: JudgedObject): Generator<[message: string, path: Path]> {
  const single = objectAt(object, 'spec', 'source');
  const sources = [
    ...(single === undefined ? [] : [{ item: single, path: ['spec', 'source'] }]),
    ...itemsAt(object, 'spec', 'sources'),
  ];
  for (const { item, path } of sources) {
    const repository = textAt(item, 'repoURL');
    if (repository !== undefined && !permitsSource(project, repository))
      yield [`the repository ${repository}`, [...path, 'repoURL']];
  }
  const destination = {
    server: textAt(object, 'spec', 'destination', 'server'),
    name: textAt(object, 'spec', 'destination', 'name'),
    namespace: textAt(object, 'spec', 'destination', 'namespace') ?? '',
  };
  if (!permitsDestination(project, destination))
    yield [
      `namespace "${destination.namespace}" of ${destination.server ?? destination.name ?? 'no cluster'}`,
      ['spec', 'destination'],
    ];
}
