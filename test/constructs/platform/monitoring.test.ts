import { describe, expect, test } from 'vitest';
import { Platform } from '../../../lib/constructs/platform/platform.js';
import type { JsonObject } from '../../../lib/kubernetes/json.js';
import { at, Rendered } from '../rendered.js';
import { KATA_MONITOR, preparedHarbour } from './prepared.js';

const NAMESPACE = 'node-preparation';

const platform = (more = '', runtimes: Record<string, string> = {}) =>
  Rendered.of(
    (app) =>
      new Platform(app, 'platform', {
        cluster: preparedHarbour({
          more: `monitoring: {kataMonitor: "${KATA_MONITOR}", platformService: ingress${more}}`,
          overlay: { runtimes },
        }),
      }),
  );

const alerts = (runtimes?: Record<string, string>) =>
  new Map(
    (
      at(
        platform(', rules: true', runtimes).find('PrometheusRule', 'kata'),
        'spec',
        'groups',
        0,
        'rules',
      ) as JsonObject[]
    ).map((rule) => [String(rule.alert), rule]),
  );

test('kata-monitor runs on prepared nodes, unprivileged, with the sockets that it reads and nothing to write', () => {
  const spec = at(
    platform().find('DaemonSet', 'kata-monitor-general', NAMESPACE),
    'spec',
    'template',
    'spec',
  ) as JsonObject;
  expect(spec.automountServiceAccountToken).toBe(false);
  expect(spec.volumes).toEqual([
    { name: 'cri', hostPath: { path: '/run/containerd', type: 'Directory' } },
    { name: 'sandboxes', hostPath: { path: '/run/vc/sbs', type: 'DirectoryOrCreate' } },
    { name: 'sandboxes-rs', hostPath: { path: '/run/kata', type: 'DirectoryOrCreate' } },
  ]);
  expect(at(spec, 'containers', 0)).toMatchObject({
    image: KATA_MONITOR,
    args: ['-listen-address=:8090', '-log-level=info', '-runtime-endpoint=unix:///run/containerd/containerd.sock'],
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
    volumeMounts: [
      { name: 'cri', mountPath: '/run/containerd', readOnly: true },
      { name: 'sandboxes', mountPath: '/run/vc/sbs', readOnly: true },
      { name: 'sandboxes-rs', mountPath: '/run/kata', readOnly: true },
    ],
  });
});

test('its port, which asks nobody who he is, is open to the declared service alone', () => {
  const reaching = platform()
    .ofKind('NetworkPolicy', NAMESPACE)
    .filter(({ spec }) => at(spec as JsonObject, 'ingress') !== undefined);
  expect(reaching.map(({ spec }) => spec)).toEqual([
    {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'kata-monitor' } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } },
              podSelector: { matchLabels: { 'app.kubernetes.io/name': 'ingress-nginx' } },
            },
          ],
          ports: [{ port: 8090, protocol: 'TCP' }],
        },
      ],
    },
  ]);
});

describe('for the Prometheus operator', () => {
  test('there is nothing unless declared', () => {
    expect([...platform().names('PodMonitor'), ...platform().names('PrometheusRule')]).toEqual([]);
  });

  test('a PodMonitor selects kata-monitor, with the labels that a Prometheus goes by', () => {
    const monitor = platform(', podMonitor: true, labels: {team: platform}').find(
      'PodMonitor',
      'kata-monitor',
      NAMESPACE,
    );
    expect(monitor.metadata.labels).toEqual({ team: 'platform' });
    expect(monitor.spec).toEqual({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'kata-monitor' } },
      podMetricsEndpoints: [{ port: 'metrics', path: '/metrics', interval: '60s', scrapeTimeout: '30s' }],
    });
  });

  test('alerts say that nodes are not prepared, and what Kata measures', () => {
    expect(alerts().get('NodeNotPrepared')).toMatchObject({
      expr: 'kube_daemonset_status_number_unavailable{namespace="node-preparation",daemonset=~"kata-monitor-general|node-preparation-general"} > 0',
    });
    // 130 MiB, the overhead of kata-clh, the only runtime of the pool.
    expect(alerts().get('KataOverheadTooSmall')).toMatchObject({
      expr: 'kata_shim_pod_overhead_memory_in_bytes > 136314880',
    });
  });

  test('no alert is about a metric that runtime-rs lacks where there is no other runtime', () => {
    const rust = { 'kata-clh': 'preset: kata-clh-runtime-rs' };
    expect(JSON.stringify([...alerts(rust)])).not.toMatch(/pod_overhead|rpc_durations/);
    expect(alerts(rust).size).toBe(4);
  });
});
