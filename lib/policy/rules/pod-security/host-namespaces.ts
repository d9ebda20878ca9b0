import { podWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const hostNamespaces = podSecurityRule('hostNamespaces', {
  what: 'No pod shares the network, the processes or the memory of its node.',
  why: 'In the network of the node no NetworkPolicy holds, and everything that listens on its loopback answers. Who sees its processes reads their environment and may signal them.',
  source: 'check_hostNamespaces.go',
  fix: 'Remove `hostNetwork`, `hostPID` and `hostIPC`; offer ports by a Service.',
  examples: {
    valid: [
      {
        manifests: podWith(`
hostNetwork: false
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
      },
    ],
    invalid: [
      {
        manifests: podWith(`
hostNetwork: true
hostPID: true
hostIPC: true
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
        finds: [
          'violates PodSecurity "restricted:v1.34": host namespaces (hostNetwork=true)',
          'violates PodSecurity "restricted:v1.34": host namespaces (hostPID=true)',
          'violates PodSecurity "restricted:v1.34": host namespaces (hostIPC=true)',
        ],
      },
    ],
  },
});
