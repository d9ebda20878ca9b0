import { atVersion, podWith, webWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const procMountRestricted = podSecurityRule('procMount_restricted', {
  what: 'Every container keeps the masks that the runtime lays over `/proc`, in a user namespace of its own as well.',
  why: "What v1.35 began to allow at level `baseline`, to pods with `hostUsers: false`, leaves one wall in place of two: a hole in the kernel's user namespaces is then enough.",
  source: 'check_procMount_restricted.go',
  fix: 'Remove `procMount`, and build images with a builder that needs no container within its own.',
  examples: {
    valid: [
      {
        title: 'at v1.34, where another rule finds it',
        manifests: webWith('securityContext: {procMount: Unmasked}'),
      },
      { declarations: atVersion('1.35'), manifests: webWith('securityContext: {procMount: Default}') },
    ],
    invalid: [
      {
        declarations: atVersion('1.35'),
        manifests: podWith(`
hostUsers: false
containers: [{name: web, image: registry.example.com/shop/web:1.4.2, securityContext: {procMount: Unmasked}}]`),
        finds: [
          'violates PodSecurity "restricted:v1.35": procMount (container "web" must not set securityContext.procMount to "Unmasked")',
        ],
      },
    ],
  },
});
