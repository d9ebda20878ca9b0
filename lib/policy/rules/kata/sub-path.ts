import { itemsAt, textAt } from '../../fields.js';
import { podOn } from '../../kata/examples.js';
import { kataPods } from '../../kata/pods.js';
import { containersOf } from '../../pods.js';
import type { EnvironmentRule } from '../../rule.js';

const mount = (more: string) => ({
  spec: 'volumes: [{name: logs, emptyDir: {medium: Memory}}]',
  container: `volumeMounts: [{name: logs, mountPath: /var/log/app, ${more}}]`,
});

export const subPath: EnvironmentRule = {
  id: 'kata/sub-path',
  scope: 'environment',
  severity: 'warning',
  what: 'No container under Kata mounts a part of a volume: `subPath`, `subPathExpr`.',
  why: 'Kubernetes makes a mount of its own of the part, on the node, and Kata no longer recognises the volume in it. An `emptyDir` in memory becomes a folder of the node; where the guest shares no file system with the node, each container gets a copy of its own and none sees what another writes. Upstream: not supported.',
  source:
    'https://github.com/kata-containers/kata-containers/blob/main/docs/Limitations.md#kubernetes-volumemountssubpaths',
  fix: 'Mount the whole volume, or make a volume for each part. Single files of a ConfigMap or a Secret are chosen by `items`.',
  examples: {
    valid: [
      { title: 'the whole volume', manifests: podOn('kata-clh', mount('readOnly: true')) },
      { title: 'no part', manifests: podOn('kata-clh', mount("subPath: ''")) },
      { title: 'under runc', manifests: podOn('runc', mount('subPath: a')) },
    ],
    invalid: [
      {
        title: 'a part',
        manifests: podOn('kata-clh', mount('subPath: a/b')),
        finds: [
          'container "web" of pod "web" mounts part "a/b" of volume "logs", which Kata does not support; on the node: the part is a folder of the node, and no longer the volume',
        ],
      },
      {
        title: 'a part by a variable',
        manifests: podOn('kata-clh', mount('subPathExpr: $(POD_NAME)')),
        finds: [
          'container "web" of pod "web" mounts part "$(POD_NAME)" of volume "logs", which Kata does not support; on the node: the part is a folder of the node, and no longer the volume',
        ],
      },
    ],
  },
  *check(context) {
    for (const { pod, name } of kataPods(context))
      for (const container of containersOf(pod))
        for (const { item, path } of itemsAt(container.container, 'volumeMounts'))
          for (const field of ['subPath', 'subPathExpr']) {
            const part = textAt(item, field) ?? '';
            if (part !== '')
              yield {
                message: `container "${container.name}" of ${name} mounts part "${part}" of volume "${textAt(item, 'name') ?? ''}", which Kata does not support; on the node: the part is a folder of the node, and no longer the volume`,
                object: pod.owner,
                path: [...container.path, ...path, field],
                container: container.name,
              };
          }
  },
};
