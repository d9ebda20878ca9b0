import { type Case, file, set } from './case.js';
import { BANK_TENANT, declared, declaring, rendered, SHOP_PATCH } from './company.js';

const SHOP_EU = 'environments/prod/platform/shop-eu.yaml';
const PSA = 'pod-security.kubernetes.io';
const WEB = 'Namespace shop-web';
const FRONTEND = 'Deployment shop-web/frontend';

export const tenantNamespaceCases: readonly Case[] = [
  {
    title: 'a namespace loses its Pod Security level',
    plant: set(WEB, ['metadata', 'labels', `${PSA}/enforce`], undefined),
    finds: [
      {
        is: `tenant/pod-security-missing: ${WEB}: metadata.labels["${PSA}/enforce"]`,
        declared: declared.shop('shop-web: »{}'),
        rendered: rendered.webNamespace('  »labels:'),
      },
    ],
  },
  {
    title: 'a namespace gets a weaker level than declared',
    plant: set(WEB, ['metadata', 'labels', `${PSA}/enforce`], 'baseline'),
    finds: [
      {
        is: `tenant/pod-security-weaker: ${WEB}: metadata.labels["${PSA}/enforce"]`,
        declared: declared.shop('shop-web: »{}'),
        rendered: rendered.webNamespace('pod-security.kubernetes.io/enforce: »baseline'),
      },
    ],
  },
  {
    title: 'a namespace gets a weaker level than a later layer declares',
    declarations: declaring(SHOP_PATCH, 'spec:\n', 'spec:\n  podSecurity: baseline\n'),
    plant: set(WEB, ['metadata', 'labels', `${PSA}/enforce`], 'privileged'),
    finds: [
      {
        is: `tenant/pod-security-weaker: ${WEB}: metadata.labels["${PSA}/enforce"]`,
        declared: declared.shopPatch('podSecurity: »baseline'),
        rendered: rendered.webNamespace('pod-security.kubernetes.io/enforce: »privileged'),
      },
    ],
  },
  {
    title: 'the level follows the cluster',
    plant: set(WEB, ['metadata', 'labels', `${PSA}/enforce-version`], 'latest'),
    finds: [
      {
        is: `tenant/pod-security-unpinned: ${WEB}: metadata.labels["${PSA}/enforce-version"]`,
        declared: declared.environment('kubernetesVersion: »"1.34"'),
        rendered: rendered.webNamespace('pod-security.kubernetes.io/enforce-version: »latest'),
      },
    ],
  },
  {
    title: 'nobody pays',
    plant: set(WEB, ['metadata', 'labels', 'bulkhead.dev/cost-centre'], undefined),
    finds: [
      {
        is: `tenant/owner-labels: ${WEB}: metadata.labels["bulkhead.dev/cost-centre"]`,
        declared: declared.shop('costCentre: »cc-4711'),
        rendered: rendered.webNamespace('  »labels:'),
      },
    ],
  },
  {
    title: 'a workload wears the label of somebody else',
    plant: set(FRONTEND, ['spec', 'template', 'metadata', 'labels', 'bulkhead.dev/tenant'], 'bank'),
    finds: [
      {
        is: `tenant/foreign-label: ${FRONTEND}: spec.template.metadata.labels["bulkhead.dev/tenant"]`,
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend('bulkhead.dev/tenant: »bank'),
      },
    ],
  },
  {
    title: 'a tenant is named like the beginning of another',
    declarations: {
      [SHOP_EU]: `
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: shop-eu}
spec:
  owners: {admin: [shop-eu-admins]}
  contact: shop@example.eu
  costCentre: cc-4712
  namespaces: {shop-eu: {}}
  runtimes: {allowed: [kata-clh], default: kata-clh}
  quota: {cpu: 2, memory: 4Gi}
`,
    },
    finds: [
      {
        is: 'tenant/ambiguous-prefix: Namespace shop-eu: metadata.name',
        declared: file(SHOP_EU)('namespaces: {shop-eu: »{}}'),
        rendered: rendered.shopEuNamespace('name: »shop-eu'),
      },
    ],
  },
  {
    title: 'a namespace begins like another tenant',
    declarations: declaring(
      BANK_TENANT,
      'namespaces: {bank-ledger: {}}',
      'namespaces: {bank-ledger: {}, shop-bank: {}}',
    ),
    finds: [
      {
        is: 'tenant/ambiguous-prefix: Namespace shop-bank: metadata.name',
        declared: declared.bank('namespaces: {bank-ledger: {}, shop-bank: »{}}'),
        rendered: rendered.shopBankNamespace('name: »shop-bank'),
      },
    ],
  },
];
