import { atVersion, podWith, webWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const runAsUser = podSecurityRule('runAsUser', {
  what: 'No pod and no container asks for the user id of root.',
  why: 'Root in a container is root of the node wherever a wall has a hole. From v1.35 on pods with a user namespace of their own (`hostUsers: false`) may run as root, which is nobody outside it.',
  source: 'check_runAsUser.go',
  fix: 'Name another user id, or remove `runAsUser` and let the image say it.',
  examples: {
    valid: [
      { manifests: webWith('securityContext: {runAsUser: 1000}') },
      { title: 'as the image says', manifests: webWith('securityContext: {}') },
      {
        title: 'in a user namespace of its own, from v1.35 on',
        declarations: atVersion('1.35'),
        manifests: podWith(`
hostUsers: false
securityContext: {runAsUser: 0}
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
      },
    ],
    invalid: [
      {
        manifests: podWith(`
securityContext: {runAsUser: 0}
containers:
  - name: web
    image: registry.example.com/shop/web:1.4.2
    securityContext: {runAsUser: 0}`),
        finds: [
          'violates PodSecurity "restricted:v1.34": runAsUser=0 (pod must not set runAsUser=0)',
          'violates PodSecurity "restricted:v1.34": runAsUser=0 (container "web" must not set runAsUser=0)',
        ],
      },
    ],
  },
});
