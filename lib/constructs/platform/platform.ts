import { Construct } from 'constructs';
import type { Cluster } from '../../config/declaration.js';
import { ManifestFile } from '../manifest-file.js';
import { Admission } from './admission/admission.js';
import { ImageAdmission } from './image-admission/image-admission.js';
import { Monitoring } from './monitoring/monitoring.js';
import { NodePreparation } from './node-preparation/node-preparation.js';
import { PriorityClass } from './priority-class.js';
import { RuntimeClass } from './runtime-class.js';

export interface PlatformProps {
  readonly cluster: Cluster;
}

/**
 * What a cluster has before it has tenants: RuntimeClasses, PriorityClasses and admission, one file for each concern; and what
 * prepares its nodes, in a folder that is delivered by itself.
 */
export class Platform extends Construct {
  constructor(scope: Construct, id: string, { cluster }: PlatformProps) {
    super(scope, id);
    const { environment, runtimes } = cluster;
    if (runtimes.size > 0) {
      const file = new ManifestFile(this, 'platform/runtime-classes.yaml', [...runtimes.values()]);
      for (const runtime of runtimes.values()) new RuntimeClass(file, runtime.name, { runtime });
    }
    const priorities = Object.keys(environment.spec.priorityClasses);
    if (priorities.length > 0) {
      const file = new ManifestFile(this, 'platform/priority-classes.yaml', [environment]);
      for (const name of priorities) new PriorityClass(file, name, { environment, name });
    }
    new Admission(new ManifestFile(this, 'platform/admission.yaml', [environment]), 'admission', { environment });
    if (ImageAdmission.isDeclared(environment))
      new ImageAdmission(new ManifestFile(this, 'platform/image-admission.yaml', [environment]), 'images', {
        environment,
      });
    const declarations = [environment, ...runtimes.values()];
    if (NodePreparation.isDeclared(cluster))
      new NodePreparation(new ManifestFile(this, 'nodes/node-preparation.yaml', declarations), 'nodes', { cluster });
    if (Monitoring.isDeclared(cluster))
      new Monitoring(new ManifestFile(this, 'nodes/monitoring.yaml', declarations), 'monitoring', { cluster });
  }
}
