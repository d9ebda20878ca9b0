import type { Cluster } from '../../../config/declaration.js';
import { kataHandlersOf } from '../../../config/kata.js';
import { daemonSetsOf, preparedPools } from '../../../config/node-preparation.js';
import { overheadOf } from '../../../config/runtime.js';
import { parseQuantity } from '../../../kubernetes/quantity.js';

export interface Alert {
  readonly alert: string;
  /** PromQL over metrics of kata-monitor and of kube-state-metrics. */
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: 'warning' | 'critical' };
  readonly annotations: { readonly summary: string; readonly description: string };
}

/**
 * What somebody should look at. Names of metrics: kata-containers docs/design/kata-2-0-metrics.md. kata-monitor adds to
 * each of a sandbox its sandbox_id and, from the CRI, its namespace and pod (cri_namespace, cri_name).
 */
export function alertsOf(cluster: Cluster, namespace: string): Alert[] {
  const sets = [...daemonSetsOf(cluster.environment)].sort().join('|');
  const mine = `namespace="${namespace}",daemonset=~"${sets}"`;
  return [
    {
      alert: 'NodeNotPrepared',
      expr: `kube_daemonset_status_number_unavailable{${mine}} > 0`,
      for: '30m',
      labels: { severity: 'critical' },
      annotations: {
        summary: '{{ $labels.daemonset }} is not ready on {{ $value }} nodes',
        description:
          'Pods of Kata runtimes find fewer nodes, and a change of their configuration goes no further. The annotation katacontainers.io/node-preparation of the node says why.',
      },
    },
    {
      alert: 'KataMonitorAbsent',
      expr: 'absent(kata_monitor_running_shim_count)',
      for: '15m',
      labels: { severity: 'warning' },
      annotations: { summary: 'no kata-monitor is read', description: 'Nothing is known of the virtual machines.' },
    },
    {
      alert: 'KataMonitorScrapeFails',
      expr: 'increase(kata_monitor_scrape_failed_count[15m]) > 0',
      for: '30m',
      labels: { severity: 'warning' },
      annotations: {
        summary: 'kata-monitor {{ $labels.instance }} cannot read some of its shims',
        description: 'A shim that does not answer cannot be told to stop its pod either.',
      },
    },
    {
      alert: 'KataGuestMemoryLow',
      expr: 'kata_guest_meminfo{item="mem_available"} / ignoring(item) kata_guest_meminfo{item="mem_total"} < 0.05',
      for: '15m',
      labels: { severity: 'warning' },
      annotations: {
        summary:
          'the virtual machine of {{ $labels.cri_namespace }}/{{ $labels.cri_name }} has less than 5 % of its memory left',
        description: 'Its guest kernel will kill a process of the pod soon, which no event of the node tells.',
      },
    },
    ...overheadAlerts(cluster),
  ];
}

/** runtime-rs has neither this metric nor the durations of calls: asked of it alone, the alert would never fire. */
function overheadAlerts(cluster: Cluster): Alert[] {
  const runtimes = preparedPools(cluster.environment)
    .flatMap(({ pool }) => kataHandlersOf(cluster, pool))
    .filter(({ shim }) => shim.runtime === 'go')
    .flatMap((handler) => handler.runtimes);
  const bytes = runtimes.map(
    ({ spec }) => (parseQuantity(overheadOf(spec)?.memory ?? 0)?.nanos ?? 0n) / 1_000_000_000n,
  );
  if (bytes.length === 0) return [];
  const most = bytes.reduce((a, b) => (a > b ? a : b));
  return [
    {
      alert: 'KataOverheadTooSmall',
      expr: `kata_shim_pod_overhead_memory_in_bytes > ${most}`,
      for: '30m',
      labels: { severity: 'warning' },
      annotations: {
        summary:
          'the sandbox of {{ $labels.cri_namespace }}/{{ $labels.cri_name }} costs {{ $value | humanize1024 }}B of memory beyond its containers',
        description:
          'That is more than the overhead of any RuntimeClass of the Go runtime here. Nodes are promised memory that they do not have; declare a larger overhead.',
      },
    },
  ];
}
