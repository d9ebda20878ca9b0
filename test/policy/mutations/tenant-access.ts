import { append, type Case, set } from './case.js';
import { declared, rendered } from './company.js';

const ADMIN = 'Role shop-web/tenant-admin';
const BINDING = 'RoleBinding shop-web/tenant-admin';
const FRONTEND = 'Deployment shop-web/frontend';
const group = (name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name });

export const tenantAccessCases: readonly Case[] = [
  {
    title: 'the default account hands out its token',
    plant: set('ServiceAccount shop-web/default', ['automountServiceAccountToken'], true),
    finds: [
      {
        is: 'tenant/token-automount: ServiceAccount shop-web/default: automountServiceAccountToken',
        declared: declared.shop('shop-web: »{}'),
        rendered: rendered.webAccess('automountServiceAccountToken: »true'),
      },
    ],
  },
  {
    title: 'a workload mounts a token',
    plant: set(FRONTEND, ['spec', 'template', 'spec', 'automountServiceAccountToken'], true),
    finds: [
      {
        is: `tenant/token-automount: ${FRONTEND}: spec.template.spec.automountServiceAccountToken`,
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend('automountServiceAccountToken: »true'),
      },
    ],
  },
  {
    title: 'a role may do everything to Deployments',
    plant: append(ADMIN, ['rules'], { apiGroups: ['apps'], resources: ['deployments'], verbs: ['*'] }),
    finds: [
      {
        is: `tenant/role-wildcard: ${ADMIN}: rules[12].verbs[0]`,
        declared: declared.shop('admin: »[shop-admins]'),
        rendered: rendered.webAccess('- »"*"'),
      },
    ],
  },
  {
    title: 'a role may bind roles',
    plant: append(ADMIN, ['rules'], {
      apiGroups: ['rbac.authorization.k8s.io'],
      resources: ['clusterroles'],
      verbs: ['bind'],
    }),
    finds: [
      {
        is: `tenant/role-escalates: ${ADMIN}: rules[12].verbs[0]`,
        declared: declared.shop('admin: »[shop-admins]'),
        rendered: rendered.webAccess('- »bind'),
      },
    ],
  },
  {
    title: 'a role writes quotas',
    plant: append(ADMIN, ['rules'], { apiGroups: [''], resources: ['resourcequotas'], verbs: ['get', 'update'] }),
    finds: [
      {
        is: `tenant/role-writes-walls: ${ADMIN}: rules[12].resources[0]`,
        declared: declared.shop('admin: »[shop-admins]'),
        rendered: rendered.webAccess('resources:\n  - »resourcequotas'),
      },
    ],
  },
  {
    title: 'a role writes NetworkPolicies',
    plant: append(ADMIN, ['rules'], {
      apiGroups: ['networking.k8s.io'],
      resources: ['networkpolicies'],
      verbs: ['create'],
    }),
    finds: [
      {
        is: `tenant/role-writes-walls: ${ADMIN}: rules[12].resources[0]`,
        declared: declared.shop('admin: »[shop-admins]'),
        rendered: rendered.webAccess('- »networkpolicies\n  verbs:\n  - create'),
      },
    ],
  },
  {
    title: 'a role is for everybody',
    plant: append(BINDING, ['subjects'], group('system:authenticated')),
    finds: [
      {
        is: `tenant/binding-to-everybody: ${BINDING}: subjects[name=system:authenticated].name`,
        declared: declared.shop('admin: »[shop-admins]'),
        rendered: rendered.webAccess('name: »system:authenticated'),
      },
    ],
  },
  {
    title: "the owners get Kubernetes' own role",
    plant: set(BINDING, ['roleRef'], { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'admin' }),
    finds: [
      {
        is: `tenant/binding-to-admin: ${BINDING}: roleRef.name`,
        declared: declared.shop('admin: »[shop-admins]'),
        rendered: rendered.webAccess('name: »admin'),
      },
    ],
  },
  {
    title: 'the owners of another tenant get in',
    plant: append(BINDING, ['subjects'], group('bank-admins')),
    finds: [
      {
        is: `tenant/binding-to-another: ${BINDING}: subjects[name=bank-admins].name`,
        declared: declared.shop('admin: »[shop-admins]'),
        rendered: rendered.webAccess('name: »bank-admins'),
      },
    ],
  },
];
