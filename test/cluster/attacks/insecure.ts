import type { JsonObject } from '../../../lib/kubernetes/json.js';
import { type Change, part } from './attack.js';
import type { Target } from './target.js';

const spec = (pod: JsonObject) => part(pod, 'spec');
const main = (pod: JsonObject) => part(pod, 'spec', 'containers', 0);
const security = (pod: JsonObject) => part(pod, 'spec', 'containers', 0, 'securityContext');

/** Pods that Pod Security refuses, with the reason that it gives (policy.md: k8s.io/pod-security-admission, one check each). */
export function insecure({ cluster }: Target): Change[] {
  const level = `violates PodSecurity "restricted:v${cluster.environment.spec.kubernetesVersion}": `;
  const one = (name: string, reason: string, change: (pod: JsonObject) => void): Change => ({
    name,
    change,
    refused: `${level}${reason}`,
  });
  return [
    // A privileged container may escalate: the API server refuses the two together as a contradiction.
    one('privileged', 'privileged (container "app" must not set securityContext.privileged=true)', (pod) => {
      security(pod).privileged = true;
      security(pod).allowPrivilegeEscalation = true;
    }),
    one('may escalate', 'allowPrivilegeEscalation != false', (pod) => delete security(pod).allowPrivilegeEscalation),
    one('host network', 'host namespaces (hostNetwork=true)', (pod) => Object.assign(spec(pod), { hostNetwork: true })),
    one('host PIDs', 'host namespaces (hostPID=true)', (pod) => Object.assign(spec(pod), { hostPID: true })),
    one('host IPC', 'host namespaces (hostIPC=true)', (pod) => Object.assign(spec(pod), { hostIPC: true })),
    one('host path', 'restricted volume types (volume "host" uses restricted volume type "hostPath")', (pod) => {
      spec(pod).volumes = [{ name: 'host', hostPath: { path: '/' } }];
    }),
    one('NFS', 'restricted volume types', (pod) => {
      spec(pod).volumes = [{ name: 'nfs', nfs: { server: '10.0.0.1', path: '/' } }];
    }),
    one('host port', 'hostPort (container "app" uses hostPort 8080)', (pod) => {
      main(pod).ports = [{ containerPort: 8080, hostPort: 8080 }];
    }),
    one('added capability', 'unrestricted capabilities', (pod) => {
      security(pod).capabilities = { drop: ['ALL'], add: ['NET_ADMIN'] };
    }),
    one('keeps capabilities', 'unrestricted capabilities', (pod) => delete security(pod).capabilities),
    one('root', 'runAsUser=0', (pod) => Object.assign(security(pod), { runAsUser: 0 })),
    one('perhaps root', 'runAsNonRoot != true', (pod) => delete part(pod, 'spec', 'securityContext').runAsNonRoot),
    one('no seccomp', 'seccompProfile', (pod) => delete part(pod, 'spec', 'securityContext').seccompProfile),
    one('sysctl', 'forbidden sysctls', (pod) => {
      part(pod, 'spec', 'securityContext').sysctls = [{ name: 'kernel.msgmax', value: '1' }];
    }),
    one('SELinux', 'seLinuxOptions', (pod) => {
      security(pod).seLinuxOptions = { type: 'spc_t' };
    }),
    one('AppArmor', 'forbidden AppArmor profile', (pod) => {
      security(pod).appArmorProfile = { type: 'Unconfined' };
    }),
  ];
}
