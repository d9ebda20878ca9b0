import { inNamespace, podWith, webWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const seccompProfileBaseline = podSecurityRule('seccompProfile_baseline', {
  what: 'No pod and no container turns the filter of its system calls off.',
  why: 'Most ways out of a container begin with a system call that no ordinary program makes. The profile of the runtime refuses those; `Unconfined` allows all.',
  source: 'check_seccompProfile_baseline.go',
  fix: 'Remove `seccompProfile`, or name `RuntimeDefault`, or a profile of the node as `Localhost`.',
  examples: {
    valid: [
      { title: 'nothing', manifests: inNamespace('baseline', 'v1.34', webWith('securityContext: {}')) },
      {
        manifests: inNamespace(
          'baseline',
          'v1.34',
          webWith('securityContext: {seccompProfile: {type: RuntimeDefault}}'),
        ),
      },
      {
        title: 'level restricted, where another rule finds it',
        manifests: webWith('securityContext: {seccompProfile: {type: Unconfined}}'),
      },
    ],
    invalid: [
      {
        manifests: inNamespace(
          'baseline',
          'v1.34',
          podWith(`
securityContext: {seccompProfile: {type: Unconfined}}
containers:
  - name: web
    image: registry.example.com/shop/web:1.4.2
    securityContext: {seccompProfile: {type: Unconfined}}`),
        ),
        finds: [
          'violates PodSecurity "baseline:v1.34": seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")',
          'violates PodSecurity "baseline:v1.34": seccompProfile (container "web" must not set securityContext.seccompProfile.type to "Unconfined")',
        ],
      },
      {
        title: 'the annotation, which was read until v1.18',
        manifests: inNamespace(
          'baseline',
          'v1.18',
          podWith(
            'containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]',
            '{name: web, namespace: shop-web, annotations: {seccomp.security.alpha.kubernetes.io/pod: unconfined}}',
          ),
        ),
        finds: [
          'violates PodSecurity "baseline:v1.18": seccompProfile (forbidden annotation seccomp.security.alpha.kubernetes.io/pod="unconfined")',
        ],
      },
    ],
  },
});
