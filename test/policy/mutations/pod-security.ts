import { append, both, type Case, set } from './case.js';
import { declared, declaring, ENVIRONMENT, rendered, SHOP_PATCH } from './company.js';

const FRONTEND = 'Deployment shop-web/frontend';
const SPEC = ['spec', 'template', 'spec'];
const POD = [...SPEC, 'securityContext'];
const CONTAINER = [...SPEC, 'containers', 0];
const SECURITY = [...CONTAINER, 'securityContext'];
const AT = 'spec.template.spec';
const IN = `${AT}.containers[name=frontend]`;
/** Nobody declares any of it: what is rendered for the workload is, by its `service`. */
const found = (rule: string, path: string, marked: string) => ({
  is: `pod-security/${rule}: ${FRONTEND}: ${path}`,
  declared: declared.workloads('»service:'),
  rendered: rendered.frontend(marked),
});

/** The tenant `shop` at level baseline, as declared. */
const BASELINE = {
  [SHOP_PATCH]: `
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: shop}
spec: {podSecurity: baseline, quota: {memory: 16Gi}}
`,
};

/** From v1.35 on a pod with a user namespace may more at level baseline, but not at restricted. */
const NEWER = declaring(ENVIRONMENT, '"1.34"', '"1.35"');

export const podSecurityCases: readonly Case[] = [
  {
    title: 'AppArmor is turned off for a pod',
    plant: set(FRONTEND, [...POD, 'appArmorProfile'], { type: 'Unconfined' }),
    finds: [found('app-armor-profile', `${AT}.securityContext.appArmorProfile.type`, 'type: »Unconfined')],
  },
  {
    title: 'a container adds a capability, at level baseline',
    declarations: BASELINE,
    plant: set(FRONTEND, [...SECURITY, 'capabilities', 'add'], ['NET_BIND_SERVICE', 'NET_RAW']),
    finds: [found('capabilities-baseline', `${IN}.securityContext.capabilities.add[1]`, '- »NET_RAW')],
  },
  {
    title: 'a pod is in the network of its node, and so are its ports',
    plant: set(FRONTEND, [...SPEC, 'hostNetwork'], true),
    finds: [
      found('host-namespaces', `${AT}.hostNetwork`, 'hostNetwork: »true'),
      {
        ...found('host-namespaces', `${AT}.hostNetwork`, 'hostNetwork: »true'),
        is: `kata/host-namespaces: ${FRONTEND}: ${AT}.hostNetwork`,
      },
      {
        ...found('host-ports', `${IN}.ports[name=http].hostPort`, '- »containerPort: 8080'),
        declared: declared.workloads('»http:'),
      },
    ],
  },
  {
    title: 'a folder of the node is a volume, at level baseline',
    declarations: BASELINE,
    plant: append(FRONTEND, [...SPEC, 'volumes'], { name: 'node', hostPath: { path: '/' } }),
    finds: [found('host-path-volumes', `${AT}.volumes[name=node].hostPath`, '- »hostPath:')],
  },
  {
    title: 'a container listens on a port of its node',
    plant: set(FRONTEND, [...CONTAINER, 'ports', 0, 'hostPort'], 80),
    finds: [
      {
        ...found('host-ports', `${IN}.ports[name=http].hostPort`, 'hostPort: »80'),
        declared: declared.workloads('»http:'),
      },
    ],
  },
  {
    title: 'a probe asks the metadata service',
    plant: set(FRONTEND, [...CONTAINER, 'startupProbe'], { httpGet: { host: '169.254.169.254', port: 80 } }),
    finds: [found('host-probes-and-host-lifecycle', `${IN}.startupProbe.httpGet.host`, 'host: »"169.254.169.254"')],
  },
  {
    title: 'a container is privileged',
    plant: set(FRONTEND, [...SECURITY, 'privileged'], true),
    finds: [found('privileged', `${IN}.securityContext.privileged`, 'privileged: »true')],
  },
  {
    title: 'an init container that nobody hardened, privileged',
    plant: append(FRONTEND, [...SPEC, 'initContainers'], {
      name: 'tune',
      image: 'registry.example.com/shop/tune:1',
      securityContext: { privileged: true },
    }),
    finds: [
      found('privileged', `${AT}.initContainers[name=tune].securityContext.privileged`, 'privileged: »true'),
      found(
        'allow-privilege-escalation',
        `${AT}.initContainers[name=tune].securityContext.allowPrivilegeEscalation`,
        'name: tune\n        »securityContext:',
      ),
      found(
        'capabilities-restricted',
        `${AT}.initContainers[name=tune].securityContext.capabilities.drop`,
        'name: tune\n        »securityContext:',
      ),
    ],
  },
  {
    title: 'a container sees all of /proc',
    plant: set(FRONTEND, [...SECURITY, 'procMount'], 'Unmasked'),
    finds: [found('proc-mount', `${IN}.securityContext.procMount`, 'procMount: »Unmasked')],
  },
  {
    title: 'a container runs under a type of SELinux that no rule holds',
    plant: set(FRONTEND, [...SECURITY, 'seLinuxOptions'], { type: 'spc_t' }),
    finds: [found('se-linux-options', `${IN}.securityContext.seLinuxOptions.type`, 'type: »spc_t')],
  },
  {
    title: 'system calls are not filtered, at level baseline',
    declarations: BASELINE,
    plant: set(FRONTEND, [...POD, 'seccompProfile'], { type: 'Unconfined' }),
    finds: [found('seccomp-profile-baseline', `${AT}.securityContext.seccompProfile.type`, 'type: »Unconfined')],
  },
  {
    title: 'a parameter of the whole kernel',
    plant: set(FRONTEND, [...POD, 'sysctls'], [{ name: 'kernel.msgmax', value: '65536' }]),
    finds: [found('sysctls', `${AT}.securityContext.sysctls[name=kernel.msgmax].name`, '- name: »kernel.msgmax')],
  },
  {
    title: 'a container is a process of a Windows node',
    plant: set(FRONTEND, [...SECURITY, 'windowsOptions'], { hostProcess: true }),
    finds: [found('windows-host-process', `${IN}.securityContext.windowsOptions.hostProcess`, 'hostProcess: »true')],
  },
  {
    title: 'a container leaves privilege escalation open',
    plant: set(FRONTEND, [...SECURITY, 'allowPrivilegeEscalation'], undefined),
    finds: [
      found(
        'allow-privilege-escalation',
        `${IN}.securityContext.allowPrivilegeEscalation`,
        '        »securityContext:',
      ),
    ],
  },
  {
    title: 'a container keeps its capabilities',
    plant: set(FRONTEND, [...SECURITY, 'capabilities'], { add: ['CHOWN'] }),
    finds: [
      found('capabilities-restricted', `${IN}.securityContext.capabilities.drop`, '»capabilities:'),
      found('capabilities-restricted', `${IN}.securityContext.capabilities.add[0]`, '- »CHOWN'),
    ],
  },
  {
    title: 'a container sees all of /proc, in a user namespace of its own',
    declarations: NEWER,
    plant: both(set(FRONTEND, [...SPEC, 'hostUsers'], false), set(FRONTEND, [...SECURITY, 'procMount'], 'Unmasked')),
    finds: [found('proc-mount-restricted', `${IN}.securityContext.procMount`, 'procMount: »Unmasked')],
  },
  {
    title: 'a volume from a server of the network',
    plant: append(FRONTEND, [...SPEC, 'volumes'], { name: 'films', nfs: { server: 'nfs.example.com', path: '/' } }),
    finds: [found('restricted-volumes', `${AT}.volumes[name=films].nfs`, '»nfs:')],
  },
  {
    title: 'a pod does not say that it is not root',
    plant: both(
      set(FRONTEND, [...POD, 'runAsNonRoot'], undefined),
      set(FRONTEND, [...SECURITY, 'runAsNonRoot'], undefined),
    ),
    finds: [found('run-as-non-root', `${IN}.securityContext.runAsNonRoot`, '        »securityContext:')],
  },
  {
    title: 'a pod asks to be root',
    plant: set(FRONTEND, [...POD, 'runAsUser'], 0),
    finds: [found('run-as-user', `${AT}.securityContext.runAsUser`, 'runAsUser: »0')],
  },
  {
    title: 'system calls are not filtered',
    plant: set(FRONTEND, [...POD, 'seccompProfile'], undefined),
    finds: [
      found('seccomp-profile-restricted', `${IN}.securityContext.seccompProfile.type`, '        »securityContext:'),
    ],
  },
];
