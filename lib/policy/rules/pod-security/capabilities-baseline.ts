import { inNamespace, webWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const capabilitiesBaseline = podSecurityRule('capabilities_baseline', {
  what: 'No container adds capabilities beyond those that container runtimes give of their own accord, and not `NET_RAW`.',
  why: 'Most capabilities are a way to the node: `SYS_ADMIN` mounts its disks, `SYS_MODULE` loads code into its kernel, `NET_RAW` speaks for other pods.',
  source: 'check_capabilities_baseline.go',
  fix: 'Remove it from `capabilities.add`; have a DaemonSet of the platform do what needs it.',
  examples: {
    valid: [
      {
        manifests: inNamespace(
          'baseline',
          'v1.34',
          webWith('securityContext: {capabilities: {add: [CHOWN, NET_BIND_SERVICE]}}'),
        ),
      },
      {
        title: 'what is dropped is not added',
        manifests: inNamespace('baseline', 'v1.34', webWith('securityContext: {capabilities: {drop: [SYS_ADMIN]}}')),
      },
      {
        title: 'level restricted, where another rule finds it',
        manifests: webWith('securityContext: {capabilities: {add: [SYS_ADMIN]}}'),
      },
    ],
    invalid: [
      {
        manifests: inNamespace(
          'baseline',
          'v1.34',
          webWith('securityContext: {capabilities: {add: [CHOWN, SYS_ADMIN, NET_RAW]}}'),
        ),
        finds: [
          'violates PodSecurity "baseline:v1.34": non-default capabilities (container "web" must not include "SYS_ADMIN" in securityContext.capabilities.add)',
          'violates PodSecurity "baseline:v1.34": non-default capabilities (container "web" must not include "NET_RAW" in securityContext.capabilities.add)',
        ],
      },
      {
        title: 'names have no prefix here',
        manifests: inNamespace('baseline', 'v1.34', webWith('securityContext: {capabilities: {add: [CAP_CHOWN]}}')),
        finds: [
          'violates PodSecurity "baseline:v1.34": non-default capabilities (container "web" must not include "CAP_CHOWN" in securityContext.capabilities.add)',
        ],
      },
    ],
  },
});
