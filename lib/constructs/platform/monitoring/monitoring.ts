import { Construct } from 'constructs';
import type { Cluster } from '../../../config/declaration.js';
import { SYNC_OPTIONS, SYNC_WAVE } from '../../../config/labels.js';
import { preparedPools } from '../../../config/node-preparation.js';
import { KubernetesObject } from '../../kubernetes-object.js';
import { originate } from '../../manifest-file.js';
import { servicePeers } from '../../tenant/peers.js';
import { MONITORS } from '../node-preparation/labels.js';
import { type NodePreparationProps, nodePreparationProps } from '../node-preparation/props.js';
import { alertsOf } from './alerts.js';
import { addKataMonitor, PORT } from './kata-monitor.js';

export interface MonitoringProps extends NodePreparationProps {
  readonly monitoring: NonNullable<NodePreparationProps['preparation']['monitoring']>;
}

/** Where the Prometheus operator is not there yet, nothing but its own objects waits for it. */
const OF_OPERATOR = { [SYNC_OPTIONS]: 'SkipDryRunOnMissingResource=true', [SYNC_WAVE]: '10' };

/**
 * kata-monitor, and who reads it. Its port is unauthenticated, and serves memory profiles of shims and the addresses of
 * agents beside the metrics: one platform service reaches it, nobody else.
 */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, { cluster }: { readonly cluster: Cluster }) {
    super(scope, id);
    const common = nodePreparationProps(cluster);
    const { environment, preparation } = common;
    const spec = environment.spec.nodePreparation?.monitoring;
    const { monitoring } = preparation;
    if (monitoring === undefined || spec === undefined)
      throw new Error(`environment ${environment.name} declares no monitoring of Kata`);
    const props: MonitoringProps = { ...common, monitoring };
    originate(this, environment, ['spec', 'nodePreparation', 'monitoring']);
    const { namespace } = preparation;
    new KubernetesObject(this, 'network', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'allow-metrics', namespace },
      spec: {
        podSelector: { matchLabels: MONITORS },
        policyTypes: ['Ingress'],
        ingress: [{ from: servicePeers(environment, spec.platformService), ports: [{ port: PORT, protocol: 'TCP' }] }],
      },
    });
    for (const pool of preparedPools(environment))
      addKataMonitor(
        originate(new Construct(this, pool.name), environment, ['spec', 'nodePools', pool.name]),
        props,
        pool,
      );
    const labels = Object.keys(spec.labels).length === 0 ? {} : { labels: { ...monitoring.labels } };
    if (spec.podMonitor)
      new KubernetesObject(this, 'pod-monitor', {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PodMonitor',
        metadata: { name: 'kata-monitor', namespace, ...labels, annotations: OF_OPERATOR },
        spec: {
          selector: { matchLabels: MONITORS },
          // With ten virtual machines on a node an answer is more than a megabyte (docs/design/kata-2-0-metrics.md).
          podMetricsEndpoints: [{ port: 'metrics', path: '/metrics', interval: '60s', scrapeTimeout: '30s' }],
        },
      });
    if (spec.rules)
      new KubernetesObject(this, 'rules', {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: 'kata', namespace, ...labels, annotations: OF_OPERATOR },
        spec: {
          groups: [{ name: 'kata', rules: alertsOf(cluster, environment.spec.nodePreparation?.namespace ?? '') }],
        },
      });
  }

  static isDeclared({ environment }: Cluster): boolean {
    return environment.spec.nodePreparation?.monitoring !== undefined && preparedPools(environment).length > 0;
  }
}
