import type { Json, JsonObject } from '../../../lib/kubernetes/json.js';
import { bare, container } from './base-pods.js';

/** Something else in a pod: what stands at these places from then on; undefined takes it away. */
export type Change = readonly (readonly [path: string, value: Json | undefined])[];

const one = (path: string, ...values: (Json | undefined)[]): Change[] => values.map((value) => [[path, value]]);
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io';
const SECCOMP = 'seccomp.security.alpha.kubernetes.io';
const PROFILES: readonly (JsonObject | undefined)[] = [
  { type: 'RuntimeDefault' },
  { type: 'Unconfined' },
  { type: 'Localhost', localhostProfile: 'own.json' },
  undefined,
];
const SE_LINUX: readonly JsonObject[] = [
  { type: 'container_t' },
  { type: 'container_engine_t' },
  { type: 'spc_t' },
  { user: 'system_u', role: 'system_r' },
  { type: 'init_t', role: 'system_r', level: 's0:c1,c2' },
];

const VOLUMES: readonly JsonObject[] = [
  { configMap: { name: 'own' } },
  { secret: { secretName: 'own' } },
  { emptyDir: {} },
  {},
  { projected: { sources: [] } },
  { downwardAPI: {} },
  { persistentVolumeClaim: { claimName: 'own' } },
  { csi: { driver: 'inline.example.com' } },
  { image: { reference: 'registry.example.com/team/data:1.0.0' } },
  { hostPath: { path: '/var/log' } },
  { hostPath: { path: '/', type: 'Directory' } },
  { nfs: { server: 'nfs.example.com', path: '/' } },
  { iscsi: { targetPortal: '10.0.0.1:3260', iqn: 'iqn.2001-04.com.example:storage', lun: 0 } },
  { gitRepo: { repository: 'https://git.example.com/own' } },
  { gcePersistentDisk: { pdName: 'own' } },
  { awsElasticBlockStore: { volumeID: 'vol-1' } },
  { rbd: { monitors: ['10.0.0.1'], image: 'own' } },
  { cephfs: { monitors: ['10.0.0.1'] } },
  { flexVolume: { driver: 'example.com/own' } },
  { fc: { targetWWNs: ['50060e801049cfd1'], lun: 0 } },
  { azureFile: { secretName: 'own', shareName: 'own' } },
  { portworxVolume: { volumeID: 'own' } },
];

const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_notsent_lowat',
  'kernel.msgmax',
  'net.core.somaxconn',
];

/** Of the pod. */
export const POD_CHANGES: readonly Change[] = [
  ...['hostNetwork', 'hostPID', 'hostIPC'].flatMap((field) => one(`spec.${field}`, true, false)),
  ...one('spec.hostUsers', true, false, undefined),
  ...one('spec.os', { name: 'linux' }, { name: 'windows' }, undefined),
  ...one('spec.securityContext', {}, undefined),
  ...one('spec.securityContext.runAsNonRoot', true, false, undefined),
  ...one('spec.securityContext.runAsUser', 0, 1000),
  ...one('spec.securityContext.seccompProfile', ...PROFILES),
  ...one('spec.securityContext.appArmorProfile', ...PROFILES),
  ...one('spec.securityContext.seLinuxOptions', ...SE_LINUX),
  ...SYSCTLS.flatMap((name) => one('spec.securityContext.sysctls.+', { name, value: '1' })),
  [
    ['spec.hostNetwork', true],
    ['spec.securityContext.windowsOptions.hostProcess', true],
  ],
  ...VOLUMES.flatMap((source, index) => one('spec.volumes.+', { name: `v${index}`, ...source })),
  ...one(`metadata.annotations.${SECCOMP}/pod`, 'unconfined', 'runtime/default', 'un"confined"\t'),
];

/** Of one container; `*` stands for its name. */
export const CONTAINER_CHANGES: readonly Change[] = [
  ...one('securityContext', {}, undefined),
  ...one('securityContext.privileged', false),
  [
    ['securityContext.privileged', true],
    ['securityContext.allowPrivilegeEscalation', undefined],
  ],
  ...one('securityContext.allowPrivilegeEscalation', true, false, undefined),
  ...one('securityContext.capabilities', undefined, {}, { add: [] }),
  ...one('securityContext.capabilities.drop', ['NET_RAW'], ['KILL', 'ALL'], []),
  ...one(
    'securityContext.capabilities.add',
    ['NET_BIND_SERVICE'],
    ['SYS_ADMIN', 'NET_ADMIN'],
    ['CHOWN', 'net_raw'],
    ['ALL'],
  ),
  ...one('securityContext.procMount', 'Default'),
  [
    ['securityContext.procMount', 'Unmasked'],
    ['/spec.hostUsers', false],
  ],
  ...one('securityContext.runAsNonRoot', true, false, undefined),
  ...one('securityContext.runAsUser', 0, 1000),
  ...one('securityContext.seccompProfile', ...PROFILES),
  ...one('securityContext.appArmorProfile', ...PROFILES),
  ...one('securityContext.seLinuxOptions', ...SE_LINUX),
  [
    ['/spec.hostNetwork', true],
    ['/spec.securityContext.windowsOptions.hostProcess', true],
    ['securityContext.windowsOptions.hostProcess', true],
  ],
  ...one('ports', [{ containerPort: 80 }], [{ containerPort: 80, hostPort: 0 }]),
  ...one(
    'ports',
    [{ containerPort: 8080, hostPort: 8080 }],
    [9, 10].map((port) => ({ containerPort: port, hostPort: port })),
  ),
  [
    ['/spec.hostNetwork', true],
    ['ports', [{ containerPort: 9090 }]],
  ],
  ...one('livenessProbe', { httpGet: { port: 80, host: '169.254.169.254' } }, { httpGet: { port: 80 } }),
  ...one(
    'readinessProbe',
    { tcpSocket: { port: 80, host: 'other.example.com' } },
    { tcpSocket: { port: 80, host: '' } },
  ),
  ...one('startupProbe', { httpGet: { port: 80, host: '10.0.0.1' } }, { exec: { command: ['true'] } }),
  ...one(
    'lifecycle',
    { postStart: { httpGet: { port: 80, host: '10.0.0.1' } } },
    { preStop: { exec: { command: ['true'] } } },
  ),
  ...one('lifecycle', { preStop: { tcpSocket: { port: 80, host: '10.0.0.2' } } }),
  ...one(`/metadata.annotations.${APP_ARMOR}/*`, 'unconfined', 'runtime/default', 'localhost/own'),
  ...one(`/metadata.annotations.container.${SECCOMP}/*`, 'unconfined', 'docker/default'),
];

/** What the API server refuses for other reasons, and upstream's judge answers nevertheless. */
export const ODD_CHANGES: readonly Change[] = [
  ...one('/spec.ephemeralContainers.+', { name: 'debug' }, container('debug')),
  ...one('/spec.containers.+', null, {}, bare('app'), { ...bare('z'), ports: [{ hostPort: 70000 }, { hostPort: 8 }] }),
  ...one('/spec.volumes.+', { name: 'two', hostPath: {}, nfs: {} }, { name: 'both', emptyDir: {}, nfs: {} }, null),
  ...one('/spec.volumes.+', { storageos: {} }, { name: 'none', hostPath: null }, { name: 'quobyte', quobyte: {} }),
  ...one('/spec.securityContext.sysctls.+', {}, null),
  ...one('/spec.os', null, {}),
  ...one('/spec.securityContext.seccompProfile', {}, null, { type: 'Other' }),
  ...one('/spec.securityContext.appArmorProfile', {}, null, { type: 'Other' }),
  ...one('/spec.securityContext.windowsOptions.hostProcess', true, false, null),
  ...one(`/metadata.annotations.${APP_ARMOR}/stranger`, '', 'unconfined', 'b\u0007\u00ad"\\é\u{1f600}\u{e0001}'),
  ...one(`/metadata.annotations.${APP_ARMOR}/*`, '', 'bogus', 'localhost/'),
  ...one('securityContext', null),
  ...one('securityContext.privileged', true, null),
  ...one('securityContext.allowPrivilegeEscalation', null),
  ...one('securityContext.procMount', '', 'Unmasked', 'Other', null),
  ...one('securityContext.runAsUser', null),
  ...one('securityContext.seccompProfile', {}, null, { type: 'Other' }),
  ...one('securityContext.appArmorProfile', {}, null, { type: '' }),
  ...one('securityContext.seLinuxOptions', {}, null, { type: '\u{1f600}' }, { type: '\uffee' }),
  ...one('securityContext.windowsOptions', { hostProcess: true }, {}, null),
  ...one('securityContext.capabilities.add', [null], ['']),
  ...one('livenessProbe', { httpGet: { host: 'b' }, tcpSocket: { host: 'a' } }, null),
  ...one('lifecycle', { postStart: { tcpSocket: { host: 'c' } }, preStop: { httpGet: { host: 'c' } } }, {}),
];
