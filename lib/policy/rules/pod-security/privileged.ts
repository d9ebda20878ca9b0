import { podWith, webWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const privileged = podSecurityRule('privileged', {
  what: 'No container is privileged.',
  why: 'A privileged container has every capability and every device, and neither seccomp nor AppArmor: it owns its node. Under Kata its virtual machine is given the devices of the node, unless containerd sets `privileged_without_host_devices`.',
  source: 'check_privileged.go',
  fix: 'Remove `privileged`, and grant the one device or capability that it needs.',
  examples: {
    valid: [
      { manifests: webWith('securityContext: {privileged: false}') },
      {
        title: 'in a namespace of Kubernetes itself',
        manifests: podWith(
          'containers: [{name: proxy, image: registry.example.com/proxy:1, securityContext: {privileged: true}}]',
          '{name: proxy, namespace: kube-system}',
        ),
      },
    ],
    invalid: [
      {
        manifests: webWith('securityContext: {privileged: true}'),
        finds: [
          'violates PodSecurity "restricted:v1.34": privileged (container "web" must not set securityContext.privileged=true)',
        ],
      },
      {
        title: 'each container that the pods of a CronJob have',
        manifests: `
apiVersion: batch/v1
kind: CronJob
metadata: {name: report, namespace: shop-web}
spec:
  schedule: '0 4 * * *'
  jobTemplate:
    spec:
      template:
        spec:
          initContainers:
            - name: tune
              image: registry.example.com/shop/tune:1
              securityContext: {privileged: true}
          containers:
            - name: report
              image: registry.example.com/shop/report:1
              securityContext: {privileged: true}
`,
        finds: [
          'violates PodSecurity "restricted:v1.34": privileged (container "tune" must not set securityContext.privileged=true)',
          'violates PodSecurity "restricted:v1.34": privileged (container "report" must not set securityContext.privileged=true)',
        ],
      },
      {
        title: 'where nothing says which level a namespace has',
        manifests: podWith(
          'containers: [{name: web, image: registry.example.com/web:1, securityContext: {privileged: true}}]',
          '{name: web}',
        ),
        finds: [
          'violates PodSecurity "baseline:latest": privileged (container "web" must not set securityContext.privileged=true)',
        ],
      },
    ],
  },
});
