import { inNamespace, podWith, webWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const capabilitiesRestricted = podSecurityRule('capabilities_restricted', {
  what: 'Every container drops all capabilities, and adds none but `NET_BIND_SERVICE`.',
  why: 'A runtime gives every container about fourteen capabilities that few programs need: they change owners of files, forge packets, make devices. Each is a way in for whoever takes the program over.',
  source: 'check_capabilities_restricted.go',
  fix: 'Set `securityContext.capabilities.drop: [ALL]` on every container; to listen below port 1024, add `NET_BIND_SERVICE`.',
  examples: {
    valid: [
      { manifests: webWith('securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}') },
      {
        title: 'Windows has no capabilities',
        manifests: podWith(`
os: {name: windows}
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
      },
      {
        title: 'level baseline, where another rule judges what is added',
        manifests: inNamespace('baseline', 'v1.34', webWith('securityContext: {capabilities: {add: [SYS_ADMIN]}}')),
      },
    ],
    invalid: [
      {
        manifests: webWith('securityContext: {}'),
        finds: [
          'violates PodSecurity "restricted:v1.34": unrestricted capabilities (container "web" must set securityContext.capabilities.drop=["ALL"])',
        ],
      },
      {
        title: 'dropping some, or all in another case, is not enough',
        manifests: webWith('securityContext: {capabilities: {drop: [NET_RAW, all]}}'),
        finds: [
          'violates PodSecurity "restricted:v1.34": unrestricted capabilities (container "web" must set securityContext.capabilities.drop=["ALL"])',
        ],
      },
      {
        title: 'one that level baseline allows',
        manifests: webWith('securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE, CHOWN]}}'),
        finds: [
          'violates PodSecurity "restricted:v1.34": unrestricted capabilities (container "web" must not include "CHOWN" in securityContext.capabilities.add)',
        ],
      },
    ],
  },
});
