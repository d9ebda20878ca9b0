import { inNamespace, podWith } from '../../pod-security/examples.js';
import { podSecurityRule } from '../../pod-security/rule.js';

export const restrictedVolumes = podSecurityRule('restrictedVolumes', {
  what: "Volumes come from the cluster's own objects and from storage drivers, never straight from the node or the network.",
  why: 'A volume that names a server or a folder of the node itself is one that nobody has granted: the kubelet mounts it as root, past claims, storage classes and quotas.',
  source: 'check_restrictedVolumes.go',
  fix: 'Claim storage by a `persistentVolumeClaim`; for files use `configMap`, `secret` or `projected`, for scratch `emptyDir`.',
  examples: {
    valid: [
      {
        manifests: podWith(`
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]
volumes:
  - {name: files, configMap: {name: web}}
  - {name: keys, secret: {secretName: web}}
  - {name: both, projected: {sources: []}}
  - {name: labels, downwardAPI: {items: []}}
  - {name: scratch, emptyDir: {}}
  - {name: films, persistentVolumeClaim: {claimName: films}}
  - {name: index, ephemeral: {volumeClaimTemplate: {spec: {}}}}
  - {name: vault, csi: {driver: secrets-store.csi.k8s.io}}
  - {name: model, image: {reference: registry.example.com/shop/model:1}}`),
      },
      {
        title: 'without a source, which the API server makes an emptyDir',
        manifests: podWith(`
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]
volumes: [{name: scratch}]`),
      },
      {
        title: 'level baseline allows the network',
        manifests: inNamespace(
          'baseline',
          'v1.34',
          podWith(`
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]
volumes: [{name: films, nfs: {server: nfs.example.com, path: /films}}]`),
        ),
      },
    ],
    invalid: [
      {
        manifests: podWith(`
containers: [{name: web, image: registry.example.com/shop/web:1.4.2}]
volumes:
  - {name: films, nfs: {server: nfs.example.com, path: /films}}
  - {name: node, hostPath: {path: /}}`),
        finds: [
          'violates PodSecurity "restricted:v1.34": restricted volume types (volume "films" uses restricted volume type "nfs")',
          'violates PodSecurity "restricted:v1.34": restricted volume types (volume "node" uses restricted volume type "hostPath")',
        ],
      },
    ],
  },
});
