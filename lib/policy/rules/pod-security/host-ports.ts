import { podWith, webWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const hostPorts = podSecurityRule('hostPorts', {
  what: 'No container listens on a port of its node.',
  why: 'A port of the node is reached by whoever reaches the node, past the Service, and nobody else on that node can have it.',
  source: 'check_hostPorts.go',
  fix: 'Remove `hostPort`; offer the port by a Service. With `hostNetwork` every port is one of the node.',
  examples: {
    valid: [
      { manifests: webWith('ports: [{containerPort: 8080}]') },
      { title: 'zero is none', manifests: webWith('ports: [{containerPort: 8080, hostPort: 0}]') },
    ],
    invalid: [
      {
        manifests: webWith('ports: [{containerPort: 8080, hostPort: 80}, {containerPort: 8443, hostPort: 443}]'),
        finds: [
          'violates PodSecurity "restricted:v1.34": hostPort (container "web" uses hostPort 80)',
          'violates PodSecurity "restricted:v1.34": hostPort (container "web" uses hostPort 443)',
        ],
      },
      {
        title: 'in the network of the node, as the API server fills it in',
        manifests: podWith(`
hostNetwork: true
containers: [{name: web, image: registry.example.com/shop/web:1.4.2, ports: [{containerPort: 8080}]}]`),
        finds: ['violates PodSecurity "restricted:v1.34": hostPort (container "web" uses hostPort 8080)'],
      },
    ],
  },
});
