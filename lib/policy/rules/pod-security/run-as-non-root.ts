import { atVersion, inNamespace, podWith, webWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const runAsNonRoot = podSecurityRule('runAsNonRoot', {
  what: 'Every container says that it does not run as root, itself or by its pod.',
  why: 'Root in a container is root of the node wherever a wall has a hole. With the field the kubelet does not start an image whose user is root. From v1.35 on pods with a user namespace of their own (`hostUsers: false`) may run as root, which is nobody outside it.',
  source: 'check_runAsNonRoot.go',
  fix: 'Set `runAsNonRoot: true` in the `securityContext` of the pod, and build images with a `USER` that is a number.',
  examples: {
    valid: [
      {
        manifests: podWith(`
securityContext: {runAsNonRoot: true}
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
      },
      { title: 'every container itself', manifests: webWith('securityContext: {runAsNonRoot: true}') },
      {
        title: 'level baseline',
        manifests: inNamespace('baseline', 'v1.34', webWith('securityContext: {runAsNonRoot: false}')),
      },
      {
        title: 'in a user namespace of its own, from v1.35 on',
        declarations: atVersion('1.35'),
        manifests: podWith(`
hostUsers: false
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]`),
      },
    ],
    invalid: [
      {
        manifests: webWith('securityContext: {runAsUser: 1000}'),
        finds: [
          'violates PodSecurity "restricted:v1.34": runAsNonRoot != true (pod or container "web" must set securityContext.runAsNonRoot=true)',
        ],
      },
      {
        title: 'a pod that says no, although its container says yes',
        manifests: podWith(`
securityContext: {runAsNonRoot: false}
containers:
  - name: web
    image: registry.example.com/shop/web:1.4.2
    securityContext: {runAsNonRoot: true}`),
        finds: [
          'violates PodSecurity "restricted:v1.34": runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)',
        ],
      },
      {
        title: 'a container that says no',
        manifests: podWith(`
securityContext: {runAsNonRoot: true}
containers:
  - name: web
    image: registry.example.com/shop/web:1.4.2
    securityContext: {runAsNonRoot: false}`),
        finds: [
          'violates PodSecurity "restricted:v1.34": runAsNonRoot != true (container "web" must not set securityContext.runAsNonRoot=false)',
        ],
      },
      {
        title: 'a level that the namespace only warns of: a warning',
        manifests: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop-web
  labels: {pod-security.kubernetes.io/enforce: baseline, pod-security.kubernetes.io/warn: restricted}
---${webWith('securityContext: {}')}`,
        finds: [
          'would violate PodSecurity "restricted:latest": runAsNonRoot != true (pod or container "web" must set securityContext.runAsNonRoot=true)',
        ],
      },
    ],
  },
});
