import type { SourceFile } from '../../lib/config/source.js';

/** Two tenants that go: one is rendered here, the other renders its manifests itself. */
export const LEAVERS = ['moving', 'parting'];

/** Of `parting`, in its own repository. */
export const PARTING_SOURCE = {
  'archive.yaml': JSON.stringify({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'archive', namespace: 'parting' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'standard',
      resources: { requests: { storage: '1Gi' } },
    },
  }),
  'index.yaml': JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'index', namespace: 'parting' },
    data: { of: 'archive' },
  }),
};

const FOLDER = 'environments/dev';

function tenant(name: string, state: string, more = ''): SourceFile {
  const text = `\
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata:
  name: ${name}
spec:
  state: ${state}
  owners:
    admin: [${name}-admins]
  contact: ${name}@example.com
  costCentre: cc-1
  namespaces:
    ${name}: {}
  runtimes:
    allowed: [kata-clh]
    default: kata-clh
  quota:
    cpu: 2
    memory: 4Gi
    ephemeralStorage: 4Gi
    storage:
      total: 3Gi
      claims: 3
      classes:
        standard:
          storage: 3Gi
          claims: 3
${more}`;
  return { path: `${FOLDER}/platform/tenants/${name}.yaml`, text };
}

function workload(tenant: string, name: string, type: string): SourceFile {
  const text = `\
apiVersion: bulkhead.dev/v1alpha1
kind: Workload
metadata:
  name: ${name}
spec:
  namespace: ${tenant}
  image: registry.example.com/${tenant}/${name}:1.0.0
  user:
    uid: 10001
    gid: 10001
  resources:
    cpu: 100m
    memory: 128Mi
    ephemeral-storage: 256Mi
${type}`;
  return { path: `${FOLDER}/tenants/${tenant}/${name}.yaml`, text };
}

const DATABASE = `\
  database:
    replicas: 1
    ports:
      postgres:
        port: 5432
    storage:
      size: 1Gi
      storageClass: standard
      mountPath: /data
`;
const SERVICE = `\
  service:
    ports:
      http:
        port: 8080
`;
const VOLUME = `\
  volumes:
    files:
      mountPath: /files
      claim: files
      create:
        size: 1Gi
        storageClass: standard
`;
const SOURCE = `\
  source:
    repoURL: https://git.example.com/parting/deploy.git
`;

export const leavers = (state: 'active' | 'retired'): SourceFile[] => [
  tenant('moving', state),
  workload('moving', 'records', DATABASE),
  workload('moving', 'files', `${SERVICE}${VOLUME}`),
  tenant('parting', state, SOURCE),
];

/** Somebody who comes while others go. */
export const newcomer: SourceFile[] = [tenant('newcomer', 'active'), workload('newcomer', 'hello', SERVICE)];

/** Another one, like that. */
export const latecomer: SourceFile[] = newcomer.map(({ path, text }) => ({
  path: path.replaceAll('newcomer', 'latecomer'),
  text: text.replaceAll('newcomer', 'latecomer'),
}));
