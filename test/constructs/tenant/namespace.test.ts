import { describe, expect, test } from 'vitest';
import { DIGESTED, onlyCluster, withImages } from '../../config/declarations.js';
import { at, Rendered } from '../rendered.js';
import { tenantOf } from './tenant.js';

describe('Namespace', () => {
  test('pins Pod Security to the minor version of the cluster and carries the grant', () => {
    expect(tenantOf('shop').find('Namespace', 'shop-data')).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'shop-data',
        labels: {
          'bulkhead.dev/tenant': 'shop',
          'bulkhead.dev/cost-centre': 'cc-4711',
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/enforce-version': 'v1.34',
          'pod-security.kubernetes.io/audit': 'restricted',
          'pod-security.kubernetes.io/audit-version': 'v1.34',
          'pod-security.kubernetes.io/warn': 'restricted',
          'pod-security.kubernetes.io/warn-version': 'v1.34',
        },
        annotations: {
          'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
          'bulkhead.dev/contact': 'shop@example.com',
          'bulkhead.dev/runtimes': 'kata-clh,gvisor',
          'bulkhead.dev/default-runtime': 'kata-clh',
          'bulkhead.dev/priority-classes': 'kata-high-security',
          'bulkhead.dev/registries': 'registry.example.com,quay.io/shop',
          'bulkhead.dev/storage-classes': 'fast,standard',
          'bulkhead.dev/devices': 'nvidia.com/gpu,intel.com/vf',
          'bulkhead.dev/image-digests': 'optional',
          'bulkhead.dev/namespace-labels': '',
          'bulkhead.dev/networks': 'sriov/fabric,lan/office',
          'bulkhead.dev/pod-annotations':
            'io.katacontainers.config.hypervisor.default_vcpus@kata-clh,io.katacontainers.config.hypervisor.default_memory@kata-clh',
          'bulkhead.dev/tolerations': 'example.com/tier=vm:@kata-clh,katacontainers.io/kata:NoSchedule@kata-clh',
        },
      },
    });
  });

  // Argo CD heals what is changed of what was written, and does not see what is added.
  test('says of everything that may be granted that it was not', () => {
    expect(at(tenantOf('studio').find('Namespace', 'studio'), 'metadata', 'annotations')).toEqual({
      'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
      'bulkhead.dev/contact': 'studio@example.com',
      'bulkhead.dev/default-runtime': 'gvisor',
      'bulkhead.dev/devices': '',
      'bulkhead.dev/image-digests': 'optional',
      'bulkhead.dev/namespace-labels': '',
      'bulkhead.dev/networks': '',
      'bulkhead.dev/pod-annotations': '',
      'bulkhead.dev/priority-classes': '',
      'bulkhead.dev/registries': 'registry.example.com',
      'bulkhead.dev/runtimes': 'gvisor',
      'bulkhead.dev/storage-classes': '',
      'bulkhead.dev/tolerations': '',
    });
  });

  test('grants the taints of the pools that are its own, and the labels that it needs', () => {
    const tenants = {
      bank: 'namespaceLabels: {example.com/scan: "yes", example.com/zone: a}',
    };
    expect(at(tenantOf('bank', { tenants }).find('Namespace', 'bank-edge'), 'metadata', 'annotations')).toMatchObject({
      'bulkhead.dev/namespace-labels': 'example.com/scan,example.com/zone',
      'bulkhead.dev/tolerations':
        'example.com/pool=bank:NoSchedule,example.com/tier=vm:@kata-clh,katacontainers.io/kata:NoSchedule@kata-clh',
    });
  });

  test('says whether images are named by digest', () => {
    const tenants = { studio: 'images: {digests: true}' };
    expect(at(tenantOf('studio', { tenants }).find('Namespace', 'studio'), 'metadata', 'annotations')).toMatchObject({
      'bulkhead.dev/image-digests': 'required',
    });
  });

  test('says that they must be where the environment demands it of every tenant', () => {
    const cluster = onlyCluster(withImages('{digests: true}', DIGESTED));
    const rendered = Rendered.all(cluster);
    for (const namespace of ['shop-web', 'pay-web'])
      expect(at(rendered.find('Namespace', namespace), 'metadata', 'annotations')).toMatchObject({
        'bulkhead.dev/image-digests': 'required',
      });
  });

  test('takes the level of its tenant, and labels that it needs', () => {
    const tenants = {
      bank: `
podSecurity: baseline
namespaceLabels: {example.com/scan: "yes"}`,
    };
    const labels = at(tenantOf('bank', { tenants }).find('Namespace', 'bank-core'), 'metadata', 'labels');
    expect(labels).toMatchObject({
      'example.com/scan': 'yes',
      'bulkhead.dev/tenant': 'bank',
      'pod-security.kubernetes.io/enforce': 'baseline',
      'pod-security.kubernetes.io/audit': 'baseline',
      'pod-security.kubernetes.io/warn': 'baseline',
    });
  });
});
