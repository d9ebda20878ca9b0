import { inNamespace, webWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const hostProbesAndHostLifecycle = podSecurityRule('hostProbesAndHostLifecycle', {
  what: 'No probe and no lifecycle hook of a container asks another host than its own pod.',
  why: 'The kubelet sends them from the node, where no NetworkPolicy holds: who chooses the host has it knock on doors that are closed to pods, and reads in the events of the pod who opened.',
  source: 'check_hostProbesAndhostLifecycle.go',
  fix: 'Remove `host`: the pod is asked. To have another name in the request, set the header `Host` in `httpHeaders`.',
  examples: {
    valid: [
      { manifests: webWith('livenessProbe: {httpGet: {path: /healthz, port: 8080}}') },
      { title: 'an empty one is none', manifests: webWith("readinessProbe: {tcpSocket: {host: '', port: 8080}}") },
      {
        title: 'at a version that allowed it',
        manifests: inNamespace(
          'restricted',
          'v1.33',
          webWith('livenessProbe: {httpGet: {host: 169.254.169.254, port: 80}}'),
        ),
      },
    ],
    invalid: [
      {
        manifests: webWith(`
livenessProbe: {httpGet: {host: 169.254.169.254, port: 80}}
lifecycle: {preStop: {tcpSocket: {host: 10.0.0.1, port: 6443}}}`),
        finds: [
          'violates PodSecurity "restricted:v1.34": probe or lifecycle host (container "web" uses probe or lifecycle host "169.254.169.254")',
          'violates PodSecurity "restricted:v1.34": probe or lifecycle host (container "web" uses probe or lifecycle host "10.0.0.1")',
        ],
      },
    ],
  },
});
