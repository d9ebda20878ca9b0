import { atVersion, inNamespace, podWith, webWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const procMount = podSecurityRule('procMount', {
  what: 'Every container keeps the masks that the runtime lays over `/proc`.',
  why: 'Without them the container reads, and as root writes, what concerns the whole kernel: keys, memory, triggers of a reboot. A user namespace of its own keeps that from it, so that from v1.35 on pods with `hostUsers: false` may.',
  source: 'check_procMount_baseline.go',
  fix: 'Remove `procMount`, and build images with a builder that needs no container within its own.',
  examples: {
    valid: [
      { manifests: webWith('securityContext: {procMount: Default}') },
      {
        title: 'in a user namespace of its own, from v1.35 on',
        declarations: atVersion('1.35'),
        manifests: inNamespace(
          'baseline',
          'v1.35',
          podWith(`
hostUsers: false
containers: [{name: web, image: registry.example.com/shop/web:1.4.2, securityContext: {procMount: Unmasked}}]`),
        ),
      },
    ],
    invalid: [
      {
        manifests: webWith('securityContext: {procMount: Unmasked}'),
        finds: [
          'violates PodSecurity "restricted:v1.34": procMount (container "web" must not set securityContext.procMount to "Unmasked")',
        ],
      },
      {
        title: 'before v1.35, whatever namespace it is in',
        manifests: podWith(`
hostUsers: false
containers: [{name: web, image: registry.example.com/shop/web:1.4.2, securityContext: {procMount: Unmasked}}]`),
        finds: [
          'violates PodSecurity "restricted:v1.34": procMount (container "web" must not set securityContext.procMount to "Unmasked")',
        ],
      },
    ],
  },
});
