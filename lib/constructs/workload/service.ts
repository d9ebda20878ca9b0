import { Construct } from 'constructs';
import { WORKLOAD } from '../../config/labels.js';
import { rollsInPlace } from '../../config/rollout.js';
import type { ServicePort } from '../../config/schema/workload-types.js';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';
import { labelsOf, podTemplateOf } from './pod.js';
import type { WorkloadProps } from './props.js';

/**
 * A workload that runs for as long as it is declared: a Deployment, a Service where it has ports, and a
 * PodDisruptionBudget where it has more than one pod. A sandbox is rendered likewise: what makes it one, closed network
 * and memory limit, is decided by its pods' labels and by the checks of the declarations.
 */
export class Service extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    const { workload } = props;
    const type = workload.spec.sandbox === undefined ? 'service' : 'sandbox';
    originate(this, workload, ['spec', type]);
    const declared = workload.declared[type];
    const replicas = workload.spec[type]?.replicas ?? 0;
    if (declared === undefined) return;
    const metadata = { name: workload.name, namespace: workload.spec.namespace, labels: labelsOf(props) };
    const selector = { matchLabels: { [WORKLOAD]: workload.name } };
    new KubernetesObject(this, 'deployment', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: declared.replicas,
        selector,
        ...(rollsInPlace(props.cluster, workload) ? { strategy: IN_PLACE } : {}),
        template: podTemplateOf(props, 'Always'),
      },
    });
    addService(this, props, declared.ports, false);
    if (replicas > 1) addDisruptionBudget(this, props);
  }
}

const IN_PLACE = {
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
};

/** A Service for the declared ports; headless where pods are reached one by one. */
export function addService(
  scope: Construct,
  props: WorkloadProps,
  ports: Readonly<Record<string, ServicePort>>,
  headless: boolean,
): void {
  if (Object.keys(ports).length === 0 && !headless) return;
  const { workload } = props;
  new KubernetesObject(scope, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: workload.name, namespace: workload.spec.namespace, labels: labelsOf(props) },
    spec: {
      type: 'ClusterIP',
      ...(headless ? { clusterIP: 'None' } : {}),
      selector: { [WORKLOAD]: workload.name },
      ports: Object.entries(ports).map(([name, { port, targetPort, protocol }]) => ({
        name,
        port,
        targetPort: targetPort ?? port,
        protocol,
      })),
    },
  });
}

/** One pod at a time may leave a node that is drained; pods that do not work anyway hold up no drain. */
export function addDisruptionBudget(scope: Construct, props: WorkloadProps): void {
  const { workload } = props;
  new KubernetesObject(scope, 'disruption-budget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: workload.name, namespace: workload.spec.namespace, labels: labelsOf(props) },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: { [WORKLOAD]: workload.name } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}
