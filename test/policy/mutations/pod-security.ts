import { describe } from 'vitest';
import { SHOP } from '../../shop.js';
import { append, type Case, type Plant, set, testCases } from './planted.js';

const FRONTEND = 'Deployment shop-web/frontend';
const SPEC = ['spec', 'template', 'spec'];
const POD = [...SPEC, 'securityContext'];
const CONTAINER = [...SPEC, 'containers', 0];
const SECURITY = [...CONTAINER, 'securityContext'];
const AT = 'spec.template.spec';
const IN = `${AT}.containers[name=frontend]`;
const found = (rule: string, path: string) => `pod-security/${rule}: ${FRONTEND}: ${path}`;

const both =
  (...plants: readonly Plant[]): Plant =>
  (objects) => {
    for (const plant of plants) plant(objects);
  };

/** The tenant `shop` at level baseline, as declared. */
const BASELINE = {
  'environments/prod/platform/shop.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: shop}
spec: {podSecurity: baseline, quota: {memory: 16Gi}}
`,
};

const ENVIRONMENT = 'environments/prod/platform/environment.yaml';

/** From v1.35 on a pod with a user namespace may more at level baseline, but not at restricted. */
const NEWER = { [ENVIRONMENT]: (SHOP[ENVIRONMENT] ?? '').replace('"1.34"', '"1.35"') };

const CASES: readonly Case[] = [
  {
    title: 'AppArmor is turned off for a pod',
    plant: set(FRONTEND, [...POD, 'appArmorProfile'], { type: 'Unconfined' }),
    finds: [found('app-armor-profile', `${AT}.securityContext.appArmorProfile.type`)],
  },
  {
    title: 'a container adds a capability, at level baseline',
    declarations: BASELINE,
    plant: set(FRONTEND, [...SECURITY, 'capabilities', 'add'], ['NET_BIND_SERVICE', 'NET_RAW']),
    finds: [found('capabilities-baseline', `${IN}.securityContext.capabilities.add[1]`)],
  },
  {
    title: 'a pod is in the network of its node, and so are its ports',
    plant: set(FRONTEND, [...SPEC, 'hostNetwork'], true),
    finds: [found('host-namespaces', `${AT}.hostNetwork`), found('host-ports', `${IN}.ports[name=http].hostPort`)],
  },
  {
    title: 'a folder of the node is a volume, at level baseline',
    declarations: BASELINE,
    plant: append(FRONTEND, [...SPEC, 'volumes'], { name: 'node', hostPath: { path: '/' } }),
    finds: [found('host-path-volumes', `${AT}.volumes[name=node].hostPath`)],
  },
  {
    title: 'a container listens on a port of its node',
    plant: set(FRONTEND, [...CONTAINER, 'ports', 0, 'hostPort'], 80),
    finds: [found('host-ports', `${IN}.ports[name=http].hostPort`)],
  },
  {
    title: 'a probe asks the metadata service',
    plant: set(FRONTEND, [...CONTAINER, 'startupProbe'], { httpGet: { host: '169.254.169.254', port: 80 } }),
    finds: [found('host-probes-and-host-lifecycle', `${IN}.startupProbe.httpGet.host`)],
  },
  {
    title: 'a container is privileged',
    plant: set(FRONTEND, [...SECURITY, 'privileged'], true),
    finds: [found('privileged', `${IN}.securityContext.privileged`)],
  },
  {
    title: 'an init container that nobody hardened, privileged',
    plant: append(FRONTEND, [...SPEC, 'initContainers'], {
      name: 'tune',
      image: 'registry.example.com/shop/tune:1',
      securityContext: { privileged: true },
    }),
    finds: [
      found('privileged', `${AT}.initContainers[name=tune].securityContext.privileged`),
      found('allow-privilege-escalation', `${AT}.initContainers[name=tune].securityContext.allowPrivilegeEscalation`),
      found('capabilities-restricted', `${AT}.initContainers[name=tune].securityContext.capabilities.drop`),
    ],
  },
  {
    title: 'a container sees all of /proc',
    plant: set(FRONTEND, [...SECURITY, 'procMount'], 'Unmasked'),
    finds: [found('proc-mount', `${IN}.securityContext.procMount`)],
  },
  {
    title: 'a container runs under a type of SELinux that no rule holds',
    plant: set(FRONTEND, [...SECURITY, 'seLinuxOptions'], { type: 'spc_t' }),
    finds: [found('se-linux-options', `${IN}.securityContext.seLinuxOptions.type`)],
  },
  {
    title: 'system calls are not filtered, at level baseline',
    declarations: BASELINE,
    plant: set(FRONTEND, [...POD, 'seccompProfile'], { type: 'Unconfined' }),
    finds: [found('seccomp-profile-baseline', `${AT}.securityContext.seccompProfile.type`)],
  },
  {
    title: 'a parameter of the whole kernel',
    plant: set(FRONTEND, [...POD, 'sysctls'], [{ name: 'kernel.msgmax', value: '65536' }]),
    finds: [found('sysctls', `${AT}.securityContext.sysctls[name=kernel.msgmax].name`)],
  },
  {
    title: 'a container is a process of a Windows node',
    plant: set(FRONTEND, [...SECURITY, 'windowsOptions'], { hostProcess: true }),
    finds: [found('windows-host-process', `${IN}.securityContext.windowsOptions.hostProcess`)],
  },
  {
    title: 'a container leaves privilege escalation open',
    plant: set(FRONTEND, [...SECURITY, 'allowPrivilegeEscalation'], undefined),
    finds: [found('allow-privilege-escalation', `${IN}.securityContext.allowPrivilegeEscalation`)],
  },
  {
    title: 'a container keeps its capabilities',
    plant: set(FRONTEND, [...SECURITY, 'capabilities'], { add: ['CHOWN'] }),
    finds: [
      found('capabilities-restricted', `${IN}.securityContext.capabilities.drop`),
      found('capabilities-restricted', `${IN}.securityContext.capabilities.add[0]`),
    ],
  },
  {
    title: 'a container sees all of /proc, in a user namespace of its own',
    declarations: NEWER,
    plant: both(set(FRONTEND, [...SPEC, 'hostUsers'], false), set(FRONTEND, [...SECURITY, 'procMount'], 'Unmasked')),
    finds: [found('proc-mount-restricted', `${IN}.securityContext.procMount`)],
  },
  {
    title: 'a volume from a server of the network',
    plant: append(FRONTEND, [...SPEC, 'volumes'], { name: 'films', nfs: { server: 'nfs.example.com', path: '/' } }),
    finds: [found('restricted-volumes', `${AT}.volumes[name=films].nfs`)],
  },
  {
    title: 'a pod does not say that it is not root',
    plant: both(
      set(FRONTEND, [...POD, 'runAsNonRoot'], undefined),
      set(FRONTEND, [...SECURITY, 'runAsNonRoot'], undefined),
    ),
    finds: [found('run-as-non-root', `${IN}.securityContext.runAsNonRoot`)],
  },
  {
    title: 'a pod asks to be root',
    plant: set(FRONTEND, [...POD, 'runAsUser'], 0),
    finds: [found('run-as-user', `${AT}.securityContext.runAsUser`)],
  },
  {
    title: 'system calls are not filtered',
    plant: set(FRONTEND, [...POD, 'seccompProfile'], undefined),
    finds: [found('seccomp-profile-restricted', `${IN}.securityContext.seccompProfile.type`)],
  },
];

describe('a fault in the security context of a pod', () => {
  testCases('pod-security', CASES);
});
