import { inNamespace, podWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const hostPathVolumes = podSecurityRule('hostPathVolumes', {
  what: 'No volume is a folder or a file of the node.',
  why: 'Files of the node belong to everybody on it: keys of the kubelet, sockets of the container runtime, disks of other pods. Under Kata they are shared into the virtual machine all the same.',
  source: 'check_hostPathVolumes.go',
  fix: 'Use a claim for what has to last, an `emptyDir` for what has not, and a ConfigMap for what the platform provides.',
  examples: {
    valid: [
      {
        manifests: inNamespace(
          'baseline',
          'v1.34',
          podWith(`
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]
volumes: [{name: cache, emptyDir: {}}, {name: films, nfs: {server: nfs.example.com, path: /films}}]`),
        ),
      },
      {
        title: 'level restricted, where another rule finds it',
        manifests: podWith(`
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]
volumes: [{name: node, hostPath: {path: /}}]`),
      },
    ],
    invalid: [
      {
        manifests: inNamespace(
          'baseline',
          'v1.34',
          podWith(`
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]
volumes: [{name: cache, emptyDir: {}}, {name: runtime, hostPath: {path: /run/containerd}}]`),
        ),
        finds: ['violates PodSecurity "baseline:v1.34": hostPath volumes (volume "runtime")'],
      },
    ],
  },
});
