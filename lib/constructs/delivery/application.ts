import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import type { Construct } from 'constructs';
import type { Environment } from '../../config/declaration.js';
import { COMPARE_OPTIONS, SYNC_WAVE } from '../../config/labels.js';
import { constant } from '../../kubernetes/constant.js';
import { KubernetesObject } from '../kubernetes-object.js';

/** Manifests in a folder of a repository. */
export interface Source {
  readonly repoURL: string;
  readonly targetRevision: string;
  readonly path: string;
  readonly directory: { readonly recurse: boolean; readonly include?: string };
}

/** A cluster as Argo CD knows it, and a namespace of it. */
export type Destination = ({ readonly server: string } | { readonly name: string }) & { readonly namespace?: string };

/** The cluster that Argo CD itself runs in, as every Argo CD knows it. */
export const IN_CLUSTER = { server: 'https://kubernetes.default.svc' };

/**
 * Waves of the root Application. Waves between Applications are two seconds apart and no more, unless Argo CD is told
 * how to judge an Application's health (docs/argo-cd.md); pruning runs them backwards, and an AppProject must outlive its
 * Applications.
 */
export const WAVES = {
  platformProject: -40,
  platform: -30,
  tenantProject: -20,
  walls: -10,
  workloads: 0,
  // Preparing all nodes anew, one after the other, takes hours: not waited for either.
  nodes: 0,
  // The last wave, which is not waited for: where Applications have a health, the root would wait for itself.
  root: 0,
} as const;

export interface ApplicationOptions {
  /** Of the construct. */
  readonly id: string;
  readonly name: string;
  readonly project: string;
  readonly wave: number;
  readonly source: Source;
  readonly destination: Destination;
  /** Applications without a finalizer leave everything where it is when they are removed. */
  readonly finalizers?: string[];
  /** Whether a source without any manifest is meant. */
  readonly allowEmpty?: boolean;
}

/** Finalizers in the long form; the short one draws a warning from the API server. Background: nobody waits for pods to end. */
export const REMOVE_RESOURCES = 'resources-finalizer.argocd.argoproj.io/background';

const SYNC_POLICY = constant({
  automated: { prune: true, selfHeal: true },
  syncOptions: ['ServerSideApply=true', 'FailOnSharedResource=true', 'ApplyOutOfSyncOnly=true'],
  // Retries take the newest revision: else a commit that repairs a failing one waits until all of them have failed.
  retry: { limit: 10, refresh: true, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
});
const SYNC_POLICY_FOR_EMPTY = constant({ ...SYNC_POLICY, automated: { ...SYNC_POLICY.automated, allowEmpty: true } });

/**
 * An Argo CD Application, synced server-side and compared as the API server would store it (server-side diff), so that
 * defaults are no differences. An object that another Application owns stops the sync instead of changing hands.
 */
export function addApplication(
  scope: Construct,
  environment: Environment,
  options: ApplicationOptions,
): KubernetesObject {
  const spec: IApplication['spec'] = {
    project: options.project,
    source: options.source,
    destination: options.destination,
    syncPolicy: options.allowEmpty ? SYNC_POLICY_FOR_EMPTY : SYNC_POLICY,
  };
  return new KubernetesObject(scope, options.id, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: options.name,
      namespace: environment.declared.argocd.namespace,
      annotations: { [COMPARE_OPTIONS]: 'ServerSideDiff=true', [SYNC_WAVE]: String(options.wave) },
      ...(options.finalizers === undefined ? {} : { finalizers: options.finalizers }),
    },
    spec,
  });
}

/** A folder of this environment's `dist`; `include` narrows it to files that match. */
export function distSource({ name, declared }: Environment, folder: string, include?: string): Source {
  const { repoURL, targetRevision, path } = declared.argocd;
  return {
    repoURL,
    targetRevision,
    path: `${path}/${name}/${folder}`,
    directory: { recurse: true, ...(include === undefined ? {} : { include }) },
  };
}

/** The environment's cluster as Argo CD knows it. */
export function destinationOf({ declared }: Environment): { server: string } | { name: string } {
  const { server, name } = declared.argocd.destination;
  return name === undefined ? { server: server ?? IN_CLUSTER.server } : { name };
}
