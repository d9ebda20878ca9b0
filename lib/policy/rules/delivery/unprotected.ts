import { SYNC_OPTIONS } from '../../../config/labels.js';
import { annotationsOf } from '../../objects.js';
import type { EnvironmentRule } from '../../rule.js';

const namespace = (annotations: string) => `
apiVersion: v1
kind: Namespace
metadata: {name: shop-web, annotations: {${annotations}}}
`;

const claim = (annotations: string) => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: shop-web, annotations: {${annotations}}}
spec: {resources: {requests: {storage: 1Gi}}}
`;

/** What takes data with it, and what is lost. */
const HOLDING: Readonly<Record<string, string>> = {
  '/Namespace': 'everything in the namespace',
  '/PersistentVolume': 'the volume',
  '/PersistentVolumeClaim': 'the data of the claim',
};

const WAYS = ['Prune', 'Delete'] as const;

export const unprotected: EnvironmentRule = {
  id: 'delivery/unprotected',
  scope: 'environment',
  severity: 'error',
  what: 'Argo CD removes no namespace and no volume without asking a person: their `argocd.argoproj.io/sync-options` have `confirm` or `false` for `Prune` and for `Delete`.',
  why: 'A file that is moved, a folder that is renamed, an Application that is deleted: Argo CD removes what git no longer has, and with a Namespace goes everything in it, data included.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#resource-pruning-with-confirmation',
  fix: 'Annotate namespaces with `argocd.argoproj.io/sync-options: Prune=confirm,Delete=confirm`, and claims with `Prune=false,Delete=false`.',
  examples: {
    valid: [
      { title: 'what is rendered', declarations: {} },
      {
        title: 'a person is asked',
        manifests: namespace("argocd.argoproj.io/sync-options: 'ServerSideApply=true, Prune=confirm, Delete=confirm'"),
      },
      { title: 'never', manifests: claim("argocd.argoproj.io/sync-options: 'Prune=false,Delete=false'") },
      { title: 'as Helm says it', manifests: claim('helm.sh/resource-policy: keep') },
    ],
    invalid: [
      {
        title: 'a namespace',
        manifests: namespace(''),
        finds: ['Argo CD may prune and delete everything in the namespace without asking'],
      },
      {
        title: 'one of the two',
        manifests: namespace("argocd.argoproj.io/sync-options: 'Prune=confirm,Delete=true'"),
        finds: ['Argo CD may delete everything in the namespace without asking'],
      },
      {
        title: 'volumes',
        manifests: `${claim("argocd.argoproj.io/sync-options: 'Delete=false'")}---
apiVersion: v1
kind: PersistentVolume
metadata: {name: archive}
`,
        finds: [
          'Argo CD may prune and delete the volume without asking',
          'Argo CD may prune the data of the claim without asking',
        ],
      },
    ],
  },
  /** An environment is delivered by Argo CD; manifests without one are, where an Application is among them. */
  *check({ cluster, objects }) {
    if (cluster === undefined && objects.ofKind('argoproj.io/Application').length === 0) return;
    for (const [kind, held] of Object.entries(HOLDING))
      for (const judged of objects.ofKind(kind)) {
        const annotations = annotationsOf(judged.object);
        if (annotations['helm.sh/resource-policy'] === 'keep') continue;
        const options = new Set((annotations[SYNC_OPTIONS] ?? '').split(',').map((option) => option.trim()));
        const open = WAYS.filter((way) => !options.has(`${way}=confirm`) && !options.has(`${way}=false`));
        if (open.length === 0) continue;
        const may = open.map((way) => way.toLowerCase()).join(' and ');
        yield {
          message: `Argo CD may ${may} ${held} without asking`,
          object: judged,
          path: ['metadata', 'annotations', SYNC_OPTIONS],
        };
      }
  },
};
