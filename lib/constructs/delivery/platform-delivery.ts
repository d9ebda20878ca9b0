import { Construct } from 'constructs';
import type { Cluster } from '../../config/declaration.js';
import { ManifestFile, originate } from '../manifest-file.js';
import { NodePreparation } from '../platform/node-preparation/node-preparation.js';
import { addApplication, destinationOf, distSource, IN_CLUSTER, REMOVE_RESOURCES, WAVES } from './application.js';
import { argoNames } from './names.js';
import { addProject, PLATFORM_CLUSTER_KINDS, PLATFORM_KINDS } from './project.js';

export interface PlatformDeliveryProps {
  readonly cluster: Cluster;
}

/**
 * How an environment is delivered: the platform's AppProject, the root Application, which delivers this file and those of
 * the tenants, and the Applications of the platform's own objects and of what prepares nodes. Applied once by hand, it keeps itself from then on.
 */
export class PlatformDelivery extends Construct {
  constructor(scope: Construct, id: string, { cluster }: PlatformDeliveryProps) {
    super(scope, id);
    const { environment } = cluster;
    const { declared } = environment;
    const file = new ManifestFile(this, 'argocd/platform.yaml', [environment]);
    originate(file, environment, ['spec', 'argocd']);
    const names = argoNames(environment.name);
    const namespace = declared.argocd.namespace;
    addProject(file, environment, {
      name: names.platform,
      wave: WAVES.platformProject,
      spec: {
        description: `Walls and platform of ${environment.name}`,
        sourceRepos: [declared.argocd.repoURL],
        destinations: [
          { ...IN_CLUSTER, namespace },
          { ...destinationOf(environment), namespace: '*' },
        ],
        clusterResourceWhitelist: PLATFORM_CLUSTER_KINDS,
        namespaceResourceWhitelist: PLATFORM_KINDS,
      },
    });
    addApplication(file, environment, {
      id: 'root',
      name: names.root,
      project: names.platform,
      wave: WAVES.root,
      source: distSource(environment, 'argocd'),
      destination: { ...IN_CLUSTER, namespace },
    });
    addApplication(file, environment, {
      id: 'platform',
      name: names.platform,
      project: names.platform,
      wave: WAVES.platform,
      source: distSource(environment, 'platform'),
      destination: destinationOf(environment),
    });
    if (NodePreparation.isDeclared(cluster))
      addApplication(file, environment, {
        id: 'nodes',
        name: names.nodes,
        project: names.platform,
        wave: WAVES.nodes,
        source: distSource(environment, 'nodes'),
        destination: destinationOf(environment),
        // When it is no longer declared, the agents go with it.
        finalizers: [REMOVE_RESOURCES],
      });
  }
}
