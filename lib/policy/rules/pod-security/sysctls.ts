import { inNamespace, podWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const sysctls = podSecurityRule('sysctls', {
  what: 'Pods set no kernel parameters but those that concern nobody else on the node.',
  why: "Many parameters are the whole kernel's: who sets them changes, or starves, all pods of the node.",
  source: 'check_sysctls.go',
  fix: 'Remove it, or have the platform set it on the nodes that need it.',
  examples: {
    valid: [
      {
        manifests: podWith(`
securityContext: {sysctls: [{name: net.ipv4.ip_unprivileged_port_start, value: '0'}]}
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
      },
      {
        title: 'one that v1.32 added',
        manifests: podWith(`
securityContext: {sysctls: [{name: net.ipv4.tcp_rmem, value: '4096 87380 6291456'}]}
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
      },
    ],
    invalid: [
      {
        manifests: podWith(`
securityContext: {sysctls: [{name: kernel.msgmax, value: '65536'}, {name: vm.swappiness, value: '0'}]}
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
        finds: [
          'violates PodSecurity "restricted:v1.34": forbidden sysctls (kernel.msgmax)',
          'violates PodSecurity "restricted:v1.34": forbidden sysctls (vm.swappiness)',
        ],
      },
      {
        title: 'at a version that did not allow it yet',
        manifests: inNamespace(
          'baseline',
          'v1.31',
          podWith(`
securityContext: {sysctls: [{name: net.ipv4.tcp_rmem, value: '4096 87380 6291456'}]}
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
        ),
        finds: ['violates PodSecurity "baseline:v1.31": forbidden sysctls (net.ipv4.tcp_rmem)'],
      },
    ],
  },
});
