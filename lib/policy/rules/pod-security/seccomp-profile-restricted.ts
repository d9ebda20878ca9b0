import { inNamespace, podWith, webWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const seccompProfileRestricted = podSecurityRule('seccompProfile_restricted', {
  what: 'The system calls of every container are filtered, as it says itself or its pod does.',
  why: 'Most ways out of a container begin with a system call that no ordinary program makes. Where nothing is said none is filtered, unless the kubelet was told to (`seccompDefault`).',
  source: 'check_seccompProfile_restricted.go',
  fix: 'Set `seccompProfile: {type: RuntimeDefault}` in the `securityContext` of the pod.',
  examples: {
    valid: [
      {
        manifests: podWith(`
securityContext: {seccompProfile: {type: RuntimeDefault}}
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
      },
      {
        title: 'every container itself',
        manifests: webWith('securityContext: {seccompProfile: {type: Localhost, localhostProfile: web.json}}'),
      },
      {
        title: 'Windows has no such filter',
        manifests: podWith(`
os: {name: windows}
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
      },
      {
        title: 'level baseline, where another rule finds it',
        manifests: inNamespace('baseline', 'v1.34', webWith('securityContext: {seccompProfile: {type: Unconfined}}')),
      },
    ],
    invalid: [
      {
        manifests: webWith('securityContext: {}'),
        finds: [
          'violates PodSecurity "restricted:v1.34": seccompProfile (pod or container "web" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
        ],
      },
      {
        title: 'a pod that says no, although its container is filtered',
        manifests: podWith(`
securityContext: {seccompProfile: {type: Unconfined}}
containers:
  - name: web
    image: registry.example.com/shop/web:1.4.2
    securityContext: {seccompProfile: {type: RuntimeDefault}}`),
        finds: [
          'violates PodSecurity "restricted:v1.34": seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")',
        ],
      },
      {
        title: 'a container that says no',
        manifests: podWith(`
securityContext: {seccompProfile: {type: RuntimeDefault}}
containers:
  - name: web
    image: registry.example.com/shop/web:1.4.2
    securityContext: {seccompProfile: {type: Unconfined}}`),
        finds: [
          'violates PodSecurity "restricted:v1.34": seccompProfile (container "web" must not set securityContext.seccompProfile.type to "Unconfined")',
        ],
      },
    ],
  },
});
