import { describe, expect, test } from 'vitest';
import { may } from '../rbac-semantics.js';
import { at } from '../rendered.js';
import { tenantOf } from './tenant.js';

const { objects } = tenantOf('shop');
const ADMIN = 'shop-admins';
const DEVELOPER = 'shop-developers';
const VIEWER = 'shop-auditors';
const EVERYBODY = [ADMIN, DEVELOPER, 'shop-contractors', VIEWER];

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'update', 'patch', 'delete', 'deletecollection'];

/** Which of these verbs the group may use on the resource. */
const granted = (group: string, verbs: readonly string[], resource: string, namespace = 'shop-web') =>
  verbs.filter((verb) => may(objects, group, verb, resource, namespace));

describe('what is allowed', () => {
  const looked = [
    '/pods',
    '/pods/log',
    '/pods/status',
    '/services',
    '/configmaps',
    '/events',
    '/persistentvolumeclaims',
    '/resourcequotas',
    '/limitranges',
    'apps/deployments',
    'apps/replicasets',
    'apps/statefulsets',
    'batch/jobs',
    'batch/cronjobs',
    'discovery.k8s.io/endpointslices',
    'networking.k8s.io/networkpolicies',
    'policy/poddisruptionbudgets',
  ];
  test.each(looked)('everybody looks at %s, in both namespaces', (resource) => {
    for (const group of EVERYBODY) {
      expect(granted(group, READ, resource)).toEqual(READ);
      expect(granted(group, READ, resource, 'shop-data')).toEqual(READ);
    }
  });

  test.each([
    ['restarts workloads', 'patch', 'apps/deployments'],
    ['restarts databases', 'patch', 'apps/statefulsets'],
    ['removes a pod that hangs', 'delete', '/pods'],
    ['removes a Job', 'delete', 'batch/jobs'],
  ])('a developer %s', (_, verb, resource) => {
    expect(may(objects, DEVELOPER, verb, resource, 'shop-web')).toBe(true);
    expect(may(objects, VIEWER, verb, resource, 'shop-web')).toBe(false);
  });

  const written = [
    '/pods',
    '/services',
    '/configmaps',
    '/secrets',
    '/persistentvolumeclaims',
    'apps/deployments',
    'apps/statefulsets',
    'batch/jobs',
    'batch/cronjobs',
    'policy/poddisruptionbudgets',
  ];
  test.each(written)('an admin writes %s', (resource) => {
    expect(granted(ADMIN, WRITE, resource)).toEqual(WRITE);
    expect(granted(VIEWER, WRITE, resource)).toEqual([]);
  });

  test('nobody writes Secrets unless granted: one of them could hold the token of an account', () => {
    const bank = tenantOf('bank').objects;
    for (const verb of WRITE) expect(may(bank, 'bank-admins', verb, '/secrets', 'bank-core')).toBe(false);
    expect(may(bank, 'bank-admins', 'create', '/configmaps', 'bank-core')).toBe(true);
  });

  test('only an admin reads Secrets', () => {
    expect(EVERYBODY.filter((group) => granted(group, READ, '/secrets').length > 0)).toEqual([ADMIN]);
  });

  test.each(['/pods/exec', '/pods/attach', '/pods/portforward'])('%s is for whom it was granted to', (resource) => {
    expect(granted(ADMIN, ['get', 'create'], resource)).toEqual(['get', 'create']);
    for (const group of [DEVELOPER, VIEWER]) expect(granted(group, ['get', 'create'], resource)).toEqual([]);
  });
});

describe('what nobody may', () => {
  // kubernetes.io/docs/concepts/security/rbac-good-practices, "Privilege escalation risks".
  const closed = [
    '/namespaces',
    '/namespaces/finalize',
    '/resourcequotas',
    '/resourcequotas/status',
    '/limitranges',
    '/serviceaccounts',
    '/serviceaccounts/token',
    '/endpoints',
    '/pods/binding',
    '/bindings',
    '/pods/ephemeralcontainers',
    '/pods/eviction',
    '/pods/resize',
    '/pods/proxy',
    '/services/proxy',
    '/services/status',
    '/nodes',
    '/nodes/proxy',
    '/persistentvolumes',
    '/replicationcontrollers',
    'apps/daemonsets',
    'apps/deployments/scale',
    'networking.k8s.io/networkpolicies',
    'networking.k8s.io/ingresses',
    'discovery.k8s.io/endpointslices',
    'rbac.authorization.k8s.io/roles',
    'rbac.authorization.k8s.io/rolebindings',
    'rbac.authorization.k8s.io/clusterroles',
    'rbac.authorization.k8s.io/clusterrolebindings',
    'admissionregistration.k8s.io/validatingadmissionpolicies',
    'certificates.k8s.io/certificatesigningrequests',
    'argoproj.io/applications',
    'argoproj.io/appprojects',
    'external-secrets.io/externalsecrets',
    'k8s.cni.cncf.io/network-attachment-definitions',
    'node.k8s.io/runtimeclasses',
    'scheduling.k8s.io/priorityclasses',
  ];
  test.each(closed)('write %s', (resource) => {
    for (const group of EVERYBODY) expect(granted(group, WRITE, resource)).toEqual([]);
  });

  test.each(['/pods/proxy', '/services/proxy', '/serviceaccounts/token', '/nodes/proxy'])('read %s', (resource) => {
    for (const group of EVERYBODY) expect(granted(group, READ, resource)).toEqual([]);
  });

  test.each([
    ['escalate', 'rbac.authorization.k8s.io/roles'],
    ['bind', 'rbac.authorization.k8s.io/roles'],
    ['bind', 'rbac.authorization.k8s.io/clusterroles'],
    ['impersonate', '/users'],
    ['impersonate', '/groups'],
    ['impersonate', '/serviceaccounts'],
    ['approve', 'certificates.k8s.io/signers'],
    ['use', 'policy/podsecuritypolicies'],
  ])('%s %s', (verb, resource) => {
    for (const group of EVERYBODY) expect(may(objects, group, verb, resource, 'shop-web')).toBe(false);
  });

  test('do anything in the namespace of another tenant', () => {
    const all = [...objects, ...tenantOf('bank').objects];
    for (const group of EVERYBODY) expect(may(all, group, 'get', '/pods', 'bank-core')).toBe(false);
    expect(may(all, 'bank-admins', 'get', '/pods', 'bank-core')).toBe(true);
    expect(may(all, 'bank-admins', 'get', '/pods', 'shop-web')).toBe(false);
  });

  test('be granted by a wildcard, which also holds what is added tomorrow', () => {
    for (const role of objects.filter(({ kind }) => kind === 'Role'))
      expect(JSON.stringify(at(role, 'rules'))).not.toContain('*');
  });
});

describe('bindings', () => {
  test('are of a Role to groups, never of a ClusterRole or to a ServiceAccount', () => {
    expect(tenantOf('shop').find('RoleBinding', 'tenant-developer', 'shop-data')).toEqual({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'tenant-developer', namespace: 'shop-data' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'tenant-developer' },
      subjects: [
        { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'shop-developers' },
        { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'shop-contractors' },
      ],
    });
  });

  test('are only made for owners that the tenant has', () => {
    expect(tenantOf('bank').names('RoleBinding', 'bank-core')).toEqual(['tenant-admin']);
    expect(tenantOf('bank').names('Role', 'bank-core')).toEqual(['tenant-admin']);
  });
});

test('the ServiceAccounts of every namespace have no token, and workloads wait for theirs', () => {
  const accounts = tenantOf('shop').ofKind('ServiceAccount');
  const wave = { annotations: { 'argocd.argoproj.io/sync-wave': '1' } };
  expect(accounts).toEqual(
    ['shop-data', 'shop-web'].flatMap((namespace) =>
      [
        { name: 'default', namespace },
        { name: 'workload', namespace, ...wave },
      ].map((metadata) => ({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata,
        automountServiceAccountToken: false,
      })),
    ),
  );
});
