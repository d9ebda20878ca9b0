import { inNamespace, podWith, webWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const seLinuxOptions = podSecurityRule('seLinuxOptions', {
  what: 'Pods and containers run under the SELinux types of containers, and under no user or role of their choice.',
  why: 'Where SELinux is on, the type is the wall between a container and the files of its node. `spc_t` is the type of processes that no rule holds.',
  source: 'check_seLinuxOptions.go',
  fix: 'Remove `type`, `user` and `role`. `level`, which sets pods of one type apart, is free.',
  examples: {
    valid: [
      { manifests: webWith("securityContext: {seLinuxOptions: {type: container_t, level: 's0:c123,c456'}}") },
      {
        title: 'the type for containers within containers, which v1.31 added',
        manifests: webWith('securityContext: {seLinuxOptions: {type: container_engine_t}}'),
      },
    ],
    invalid: [
      {
        manifests: podWith(`
securityContext: {seLinuxOptions: {type: spc_t, user: system_u, role: system_r}}
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
        finds: [
          'violates PodSecurity "restricted:v1.34": seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type "spc_t")',
          'violates PodSecurity "restricted:v1.34": seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: user may not be set)',
          'violates PodSecurity "restricted:v1.34": seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: role may not be set)',
        ],
      },
      {
        title: 'at a version that did not know the type',
        manifests: inNamespace(
          'baseline',
          'v1.30',
          webWith('securityContext: {seLinuxOptions: {type: container_engine_t}}'),
        ),
        finds: [
          'violates PodSecurity "baseline:v1.30": seLinuxOptions (container "web" set forbidden securityContext.seLinuxOptions: type "container_engine_t")',
        ],
      },
    ],
  },
});
