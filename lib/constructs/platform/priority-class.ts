import { Construct } from 'constructs';
import type { Environment } from '../../config/declaration.js';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';

export interface PriorityClassProps {
  readonly environment: Environment;
  /** Name in `spec.priorityClasses`. */
  readonly name: string;
}

/** A PriorityClass. Quotas are scoped by it, so it also says which budget a pod is paid from. */
export class PriorityClass extends Construct {
  constructor(scope: Construct, id: string, { environment, name }: PriorityClassProps) {
    super(scope, id);
    originate(this, environment, ['spec', 'priorityClasses', name]);
    const priority = environment.declared.priorityClasses[name];
    if (priority === undefined) throw new Error(`environment ${environment.name} has no PriorityClass ${name}`);
    const preempts = environment.spec.priorityClasses[name]?.preemption;
    new KubernetesObject(this, 'priority-class', {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value: priority.value,
      preemptionPolicy: preempts === false ? 'Never' : 'PreemptLowerPriority',
      ...(priority.description === undefined ? {} : { description: priority.description }),
    });
  }
}
