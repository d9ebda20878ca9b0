import { podWith, webWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const appArmorProfile = podSecurityRule('appArmorProfile', {
  what: 'No pod and no container turns its AppArmor profile off.',
  why: 'The profile limits which files, capabilities and mounts a process gets, whatever user it runs as. `Unconfined` takes that away, as a field or as the annotation that came before it.',
  source: 'check_appArmorProfile.go',
  fix: 'Remove the field or the annotation, or name `RuntimeDefault`, or a profile of the node as `Localhost`.',
  examples: {
    valid: [
      { manifests: webWith('securityContext: {appArmorProfile: {type: RuntimeDefault}}') },
      {
        title: 'a profile of the node',
        manifests: webWith('securityContext: {appArmorProfile: {type: Localhost, localhostProfile: web}}'),
      },
      {
        title: 'as an annotation',
        manifests: podWith(
          'containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]',
          '{name: web, namespace: shop-web, annotations: {container.apparmor.security.beta.kubernetes.io/web: runtime/default}}',
        ),
      },
    ],
    invalid: [
      {
        manifests: podWith(`
securityContext: {appArmorProfile: {type: Unconfined}}
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
        finds: [
          'violates PodSecurity "restricted:v1.34": forbidden AppArmor profile (pod must not set AppArmor profile type to "Unconfined")',
        ],
      },
      {
        title: 'one container',
        manifests: webWith('securityContext: {appArmorProfile: {type: Unconfined}}'),
        finds: [
          'violates PodSecurity "restricted:v1.34": forbidden AppArmor profile (container "web" must not set AppArmor profile type to "Unconfined")',
        ],
      },
      {
        title: 'an annotation, which the API server writes into the field as well',
        manifests: podWith(
          'containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]',
          '{name: web, namespace: shop-web, annotations: {container.apparmor.security.beta.kubernetes.io/web: unconfined}}',
        ),
        finds: [
          'violates PodSecurity "restricted:v1.34": forbidden AppArmor profile (annotation must not set AppArmor profile type to "container.apparmor.security.beta.kubernetes.io/web="unconfined"")',
          'violates PodSecurity "restricted:v1.34": forbidden AppArmor profile (container "web" must not set AppArmor profile type to "Unconfined")',
        ],
      },
    ],
  },
});
