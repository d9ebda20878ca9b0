/** A manifest with one fault. */
export interface Fault {
  /** The name of the rule that finds it, which a report has to say; the category is left out, as kyverno has none. */
  readonly rule: string;
  readonly manifest: string;
}

/** What the rules that other tools have been given are to find; those rules are in `policies/`, named as ours. */
export const FAULTS: readonly Fault[] = [
  { rule: 'pod-security-missing', manifest: namespace({}) },
  { rule: 'pod-security-unpinned', manifest: namespace({ enforce: 'restricted', 'enforce-version': 'latest' }) },
  {
    rule: 'role-wildcard',
    manifest: `\
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: admin, namespace: shop}
rules:
- {apiGroups: [''], resources: [pods], verbs: [get]}
- {apiGroups: [batch], resources: ['*'], verbs: [get]}
`,
  },
  {
    rule: 'token-automount',
    manifest: `\
apiVersion: v1
kind: ServiceAccount
metadata: {name: default, namespace: shop}
`,
  },
  {
    rule: 'binding-to-everybody',
    manifest: `\
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: readers, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: 'system:authenticated'}]
`,
  },
];

/** Found by conftest's sixth rule. */
export const OF_A_PROJECT: Fault = {
  rule: 'project-wildcard',
  manifest: `\
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: shop, namespace: argocd}
spec:
  sourceRepos: ['*']
  destinations: [{namespace: shop, server: 'https://kubernetes.default.svc'}]
`,
};

/** Found by kyverno's Pod Security. */
export const OF_A_POD: Fault = {
  rule: 'privileged',
  manifest: `\
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  automountServiceAccountToken: false
  containers:
  - {name: web, image: 'registry.example.com/web:1.4.2', securityContext: {privileged: true}}
`,
};

/** Found by a schema, of which there is no more to say than that. */
export const OF_TYPE: Fault = {
  rule: 'is invalid',
  manifest: `\
apiVersion: v1
kind: ResourceQuota
metadata: {name: compute, namespace: shop}
spec: {hard: [cpu]}
`,
};

function namespace(podSecurity: Readonly<Record<string, string>>): string {
  const labels = Object.entries(podSecurity).map(([key, value]) => `    pod-security.kubernetes.io/${key}: ${value}\n`);
  return `\
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    bulkhead.dev/tenant: shop
${labels.join('')}`;
}
