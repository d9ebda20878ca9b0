import { inNamespace, podWith, webWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const allowPrivilegeEscalation = podSecurityRule('allowPrivilegeEscalation', {
  what: 'Every container says that its processes get no more rights than the one that started them.',
  why: 'Otherwise a program with the set-user-ID bit, `sudo` for one, makes root of whoever runs it. Left out, the field is true.',
  source: 'check_allowPrivilegeEscalation.go',
  fix: 'Set `securityContext.allowPrivilegeEscalation: false` on every container, init and ephemeral ones included.',
  examples: {
    valid: [
      { manifests: webWith('securityContext: {allowPrivilegeEscalation: false}') },
      {
        title: 'Windows has no such thing',
        manifests: podWith(`
os: {name: windows}
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
      },
      {
        title: 'level baseline',
        manifests: inNamespace('baseline', 'v1.34', webWith('securityContext: {allowPrivilegeEscalation: true}')),
      },
    ],
    invalid: [
      {
        manifests: webWith('securityContext: {allowPrivilegeEscalation: true}'),
        finds: [
          'violates PodSecurity "restricted:v1.34": allowPrivilegeEscalation != false (container "web" must set securityContext.allowPrivilegeEscalation=false)',
        ],
      },
      {
        title: 'left out, and said of the pod, where nothing reads it',
        manifests: podWith(`
securityContext: {allowPrivilegeEscalation: false}
initContainers: [{name: migrate, image: registry.example.com/shop/migrate:1}]
containers:
  - name: web
    image: registry.example.com/shop/web:1.4.2
    securityContext: {allowPrivilegeEscalation: false}
ephemeralContainers: [{name: debug, image: registry.example.com/debug:1}]`),
        finds: [
          'violates PodSecurity "restricted:v1.34": allowPrivilegeEscalation != false (container "migrate" must set securityContext.allowPrivilegeEscalation=false)',
          'violates PodSecurity "restricted:v1.34": allowPrivilegeEscalation != false (container "debug" must set securityContext.allowPrivilegeEscalation=false)',
        ],
      },
    ],
  },
});
