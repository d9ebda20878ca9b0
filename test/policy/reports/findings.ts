import type { PolicyException } from '../../../lib/config/declaration.js';
import type { Place, SourceFile } from '../../../lib/config/source.js';
import type { Path } from '../../../lib/kubernetes/json.js';
import { type Finding, fingerprintOf, type ObjectReference } from '../../../lib/policy/finding.js';
import type { Report } from '../../../lib/policy/reports/report.js';
import type { Rule, Severity } from '../../../lib/policy/rule.js';
import { latestTag } from '../../../lib/policy/rules/image/latest-tag.js';
import { sampleWith } from '../judged.js';

const workload: SourceFile = {
  path: 'environments/prod/tenants/shop/web.yaml',
  text: `\
apiVersion: bulkhead.dev/v1alpha1
kind: Workload
metadata: {name: web}
spec:
  namespace: shop-web
  image: registry.example.com/shop/web:latest
  service: {replicas: 2, ports: {http: {port: 80, targetPort: 8080}}}
`,
};

const rendered: SourceFile = {
  path: 'dist/prod/tenants/shop/workloads/shop-web/web.yaml',
  text: `\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop-web
spec:
  template:
    spec:
      containers:
        - name: web
          image: registry.example.com/shop/web:latest
`,
};

/** Somebody else's, which nobody declared here. */
const chart: SourceFile = {
  path: './charts/a b.yaml',
  text: `\
apiVersion: v1
kind: Namespace
metadata:
  name: guests
---
apiVersion: v1
kind: ConfigMap
metadata: {name: motd, namespace: guests}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: motd, namespace: guests}
`,
};

const place = (file: SourceFile, document: number, path: Path): Place => ({ file, document, path });

export function rule(id: Rule['id'], severity: Severity): Rule {
  return {
    ...latestTag,
    id,
    severity,
    what: `What ${id} demands.`,
    why: `Why ${id} demands it.`,
    fix: `How \`${id}\` is mended.`,
  };
}

const ownerLabels = rule('tenant/owner-labels', 'warning');
const twice = rule('manifest/twice', 'note');
const nodeLayer = rule('change/node-layer', 'error');

/** All but the fingerprint, which follows from it. */
export function finding(parts: Omit<Finding, 'fingerprint' | 'severity'>): Finding {
  return { ...parts, severity: parts.rule.severity, fingerprint: fingerprintOf(parts, 0) };
}

const web: ObjectReference = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop-web', name: 'web' };
const motd: ObjectReference = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'guests', name: 'motd' };
const image: Path = ['spec', 'template', 'spec', 'containers', 0, 'image'];

export const latest = finding({
  rule: latestTag,
  message: 'container "web" runs registry.example.com/shop/web:latest, whose tag is latest',
  environment: 'prod',
  tenant: 'shop',
  object: web,
  path: 'spec.template.spec.containers[name=web].image',
  container: 'web',
  declaration: place(workload, 0, ['spec', 'image']),
  manifest: place(rendered, 0, image),
});

export const unlabelled = finding({
  rule: ownerLabels,
  message: 'the namespace names no owner',
  object: { apiVersion: 'v1', kind: 'Namespace', name: 'guests' },
  path: 'metadata.labels',
  manifest: place(chart, 0, ['metadata', 'labels']),
});

export const duplicate = finding({
  rule: twice,
  message: 'ConfigMap guests/motd is there twice',
  object: motd,
  manifest: place(chart, 2, []),
  related: { message: 'the first one', place: place(chart, 1, []) },
});

/** Of all environments together: without an object, and without a place. */
export const placeless = finding({ rule: nodeLayer, message: 'the change reaches the nodes of dev and prod at once' });

export const excused = finding({
  rule: latestTag,
  message: 'container "old" runs vendor.example.com/old, which has no tag and so is latest',
  environment: 'prod',
  object: { ...web, name: 'old' },
  path: 'spec.template.spec.containers[name=old].image',
  container: 'old',
  manifest: place(rendered, 0, ['metadata', 'name']),
});

export const lived = finding({
  rule: ownerLabels,
  message: 'the namespace names no owner',
  environment: 'prod',
  object: { apiVersion: 'v1', kind: 'Namespace', name: 'shop-web' },
  manifest: place(rendered, 0, ['metadata', 'namespace']),
});

export const exception = sampleWith({
  'exceptions/shop.yaml': `\
apiVersion: bulkhead.dev/v1alpha1
kind: PolicyException
metadata:
  name: shop-old
spec:
  rule: image/latest-tag
  scope: {tenant: shop, container: old}
  reason: the vendor tags nothing but latest
  owner: platform@example.com
  expires: '2026-06-30'
`,
}).exceptions[0] as PolicyException;

export const NOTHING: Report = {
  findings: [],
  suppressed: [],
  notEvaluated: [],
  known: [],
  rules: [latestTag, ownerLabels, twice, nodeLayer],
  objects: 5,
  version: '0.1.0',
};

/** One of everything, in order. */
export const EVERYTHING: Report = {
  ...NOTHING,
  findings: [unlabelled, duplicate, latest, placeless],
  suppressed: [{ finding: excused, exception }],
  notEvaluated: [
    {
      object: { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', namespace: 'shop-web', name: 'desktop' },
      file: 'dist/prod/vm.yaml',
      reason: 'its pod is made by KubeVirt, and is not modelled yet',
    },
  ],
  known: [lived],
};
