import { describe, it } from 'vitest';
import { type Case, containers, expectVerdict } from './verdict.js';

const windows = { os: { name: 'windows' } };

// The words are those of upstream's own tests, policy/check_*_test.go, or put together by hand from the checks there.
const CASES: Readonly<Record<string, readonly Case[]>> = {
  allowPrivilegeEscalation: [
    { when: 'containers that forbid it', spec: { containers: containers({ a: { allowPrivilegeEscalation: false } }) } },
    {
      when: 'containers that do not',
      spec: {
        initContainers: containers({ a: undefined }),
        containers: containers({
          b: {},
          c: { allowPrivilegeEscalation: false },
          d: { allowPrivilegeEscalation: true },
        }),
      },
      version: 'v1.8',
      says: 'allowPrivilegeEscalation != false (containers "a", "b", "d" must set securityContext.allowPrivilegeEscalation=false)',
      at: [
        'a: spec.initContainers[0].securityContext.allowPrivilegeEscalation',
        'b: spec.containers[0].securityContext.allowPrivilegeEscalation',
        'd: spec.containers[2].securityContext.allowPrivilegeEscalation',
      ],
    },
    { when: 'them before 1.8', spec: { containers: containers({ a: undefined }) }, version: 'v1.7' },
    { when: 'them on Windows', spec: { ...windows, containers: containers({ a: undefined }) }, version: 'v1.25' },
    {
      when: 'them on Windows, before 1.25',
      spec: { ...windows, containers: containers({ a: undefined }) },
      version: 'v1.24',
      says: 'allowPrivilegeEscalation != false (container "a" must set securityContext.allowPrivilegeEscalation=false)',
      at: ['a: spec.containers[0].securityContext.allowPrivilegeEscalation'],
    },
  ],
  capabilities_restricted: [
    {
      when: 'containers that drop all',
      spec: { containers: containers({ a: { capabilities: { drop: ['CHOWN', 'ALL'], add: ['NET_BIND_SERVICE'] } } }) },
    },
    {
      when: 'containers that keep some, or add others',
      spec: {
        containers: containers({
          a: { capabilities: { add: ['FOO', 'BAR'] } },
          b: { capabilities: { drop: ['all'], add: ['BAR', 'CHOWN'] } },
          c: { capabilities: { drop: ['ALL'] } },
        }),
        ephemeralContainers: containers({ d: undefined }),
      },
      version: 'v1.22',
      says: 'unrestricted capabilities (containers "a", "b", "d" must set securityContext.capabilities.drop=["ALL"]; containers "a", "b" must not include "BAR", "CHOWN", "FOO" in securityContext.capabilities.add)',
      at: [
        'a: spec.containers[0].securityContext.capabilities.drop',
        'a: spec.containers[0].securityContext.capabilities.add[0]',
        'a: spec.containers[0].securityContext.capabilities.add[1]',
        'b: spec.containers[1].securityContext.capabilities.drop',
        'b: spec.containers[1].securityContext.capabilities.add[0]',
        'b: spec.containers[1].securityContext.capabilities.add[1]',
        'd: spec.ephemeralContainers[0].securityContext.capabilities.drop',
      ],
    },
    {
      when: 'containers that add, and drop all',
      spec: { containers: containers({ a: { capabilities: { drop: ['ALL'], add: ['CHOWN'] } } }) },
      says: 'unrestricted capabilities (container "a" must not include "CHOWN" in securityContext.capabilities.add)',
      at: ['a: spec.containers[0].securityContext.capabilities.add[0]'],
    },
    { when: 'them before 1.22', spec: { containers: containers({ a: undefined }) }, version: 'v1.21' },
    { when: 'them on Windows', spec: { ...windows, containers: containers({ a: undefined }) }, version: 'v1.25' },
    {
      when: 'them on Windows, before 1.25',
      spec: { ...windows, containers: containers({ a: undefined }) },
      version: 'v1.24',
      says: 'unrestricted capabilities (container "a" must set securityContext.capabilities.drop=["ALL"])',
      at: ['a: spec.containers[0].securityContext.capabilities.drop'],
    },
  ],
  procMount_restricted: [
    {
      when: 'any but the default in a user namespace',
      spec: { hostUsers: false, containers: containers({ a: { procMount: 'Unmasked' } }) },
      version: 'v1.35',
      says: 'procMount (container "a" must not set securityContext.procMount to "Unmasked")',
      at: ['a: spec.containers[0].securityContext.procMount'],
    },
    { when: 'the default', spec: { containers: containers({ a: { procMount: 'Default' } }) } },
  ],
  restrictedVolumes: [
    {
      when: 'what the cluster gives',
      spec: {
        volumes: [
          { name: 'a1', emptyDir: {} },
          { name: 'a2', secret: {} },
          { name: 'a3', persistentVolumeClaim: {} },
          { name: 'a4', downwardAPI: {} },
          { name: 'a5', configMap: {} },
          { name: 'a6', projected: {} },
          { name: 'a7', csi: {} },
          { name: 'a8', ephemeral: {} },
          { name: 'a9', image: {} },
        ],
      },
    },
    {
      when: 'volumes without a source, which the API server makes an emptyDir',
      spec: { volumes: [{ name: 'a' }, { name: 'b', nfs: null }, { name: 'c', unheardOf: {} }] },
    },
    {
      when: 'everything else',
      spec: {
        volumes: [
          { name: 'a', emptyDir: {} },
          ...[
            'hostPath gcePersistentDisk awsElasticBlockStore gitRepo nfs iscsi glusterfs rbd flexVolume cinder cephfs',
            'flocker fc azureFile vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO storageos',
          ]
            .join(' ')
            .split(' ')
            .map((source, index) => ({ name: `b${index + 1}`, [source]: {} })),
        ],
      },
      version: 'v1.0',
      says:
        'restricted volume types (volumes "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9", "b10", "b11", "b12", "b13", "b14", ' +
        '"b15", "b16", "b17", "b18", "b19", "b20", "b21" use restricted volume types "awsElasticBlockStore", "azureDisk", "azureFile", ' +
        '"cephfs", "cinder", "fc", "flexVolume", "flocker", "gcePersistentDisk", "gitRepo", "glusterfs", "hostPath", "iscsi", "nfs", ' +
        '"photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos", "vsphereVolume")',
      at: [
        'spec.volumes[1].hostPath',
        'spec.volumes[2].gcePersistentDisk',
        'spec.volumes[3].awsElasticBlockStore',
        'spec.volumes[4].gitRepo',
        'spec.volumes[5].nfs',
        'spec.volumes[6].iscsi',
        'spec.volumes[7].glusterfs',
        'spec.volumes[8].rbd',
        'spec.volumes[9].flexVolume',
        'spec.volumes[10].cinder',
        'spec.volumes[11].cephfs',
        'spec.volumes[12].flocker',
        'spec.volumes[13].fc',
        'spec.volumes[14].azureFile',
        'spec.volumes[15].vsphereVolume',
        'spec.volumes[16].quobyte',
        'spec.volumes[17].azureDisk',
        'spec.volumes[18].photonPersistentDisk',
        'spec.volumes[19].portworxVolume',
        'spec.volumes[20].scaleIO',
        'spec.volumes[21].storageos',
      ],
    },
    {
      when: 'one of them',
      spec: { volumes: [{ name: 'data', nfs: {} }] },
      says: 'restricted volume types (volume "data" uses restricted volume type "nfs")',
      at: ['spec.volumes[0].nfs'],
    },
  ],
  runAsNonRoot: [
    {
      when: 'a pod that says so for its containers',
      spec: { securityContext: { runAsNonRoot: true }, containers: containers({ a: undefined, b: {} }) },
    },
    { when: 'containers that say so each', spec: { containers: containers({ a: { runAsNonRoot: true } }) } },
    {
      when: 'a pod that says no, though its containers say yes',
      spec: { securityContext: { runAsNonRoot: false }, containers: containers({ a: { runAsNonRoot: true } }) },
      says: 'runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)',
      at: ['spec.securityContext.runAsNonRoot'],
    },
    {
      when: 'containers that say no, and say nothing of those that say nothing',
      spec: {
        containers: containers({ a: { runAsNonRoot: true }, b: undefined, d: { runAsNonRoot: false } }),
        ephemeralContainers: containers({ e: { runAsNonRoot: false } }),
      },
      says: 'runAsNonRoot != true (containers "d", "e" must not set securityContext.runAsNonRoot=false)',
      at: [
        'd: spec.containers[2].securityContext.runAsNonRoot',
        'e: spec.ephemeralContainers[0].securityContext.runAsNonRoot',
      ],
    },
    {
      when: 'pod and containers that say no',
      spec: { securityContext: { runAsNonRoot: false }, containers: containers({ d: { runAsNonRoot: false } }) },
      says: 'runAsNonRoot != true (pod and container "d" must not set securityContext.runAsNonRoot=false)',
      at: ['spec.securityContext.runAsNonRoot', 'd: spec.containers[0].securityContext.runAsNonRoot'],
    },
    {
      when: 'containers of which nobody says anything',
      spec: { containers: containers({ a: { runAsNonRoot: true }, b: undefined, c: {} }) },
      version: 'v1.0',
      says: 'runAsNonRoot != true (pod or containers "b", "c" must set securityContext.runAsNonRoot=true)',
      at: ['b: spec.containers[1].securityContext.runAsNonRoot', 'c: spec.containers[2].securityContext.runAsNonRoot'],
    },
    {
      when: 'whatever is said in a user namespace',
      spec: { hostUsers: false, securityContext: { runAsNonRoot: false }, containers: containers({ a: undefined }) },
      version: 'v1.35',
    },
    {
      when: 'what is said in a user namespace, before 1.35',
      spec: { hostUsers: false, containers: containers({ a: undefined }) },
      version: 'v1.34',
      says: 'runAsNonRoot != true (pod or container "a" must set securityContext.runAsNonRoot=true)',
      at: ['a: spec.containers[0].securityContext.runAsNonRoot'],
    },
    {
      when: 'Windows as any other',
      spec: { ...windows, containers: containers({ a: undefined }) },
      says: 'runAsNonRoot != true (pod or container "a" must set securityContext.runAsNonRoot=true)',
      at: ['a: spec.containers[0].securityContext.runAsNonRoot'],
    },
  ],
  runAsUser: [
    {
      when: 'another user',
      spec: { securityContext: { runAsUser: 1 }, containers: containers({ a: { runAsUser: 1 } }) },
    },
    {
      when: 'root',
      spec: {
        securityContext: { runAsUser: 0 },
        containers: containers({ a: undefined, d: { runAsUser: 0 }, e: { runAsUser: 0 }, f: { runAsUser: 1 } }),
      },
      version: 'v1.23',
      says: 'runAsUser=0 (pod and containers "d", "e" must not set runAsUser=0)',
      at: [
        'spec.securityContext.runAsUser',
        'd: spec.containers[1].securityContext.runAsUser',
        'e: spec.containers[2].securityContext.runAsUser',
      ],
    },
    { when: 'root before 1.23', spec: { securityContext: { runAsUser: 0 } }, version: 'v1.22' },
    {
      when: 'root of a user namespace',
      spec: { hostUsers: false, securityContext: { runAsUser: 0 } },
      version: 'v1.35',
    },
    {
      when: 'root of a user namespace, before 1.35',
      spec: { hostUsers: false, securityContext: { runAsUser: 0 } },
      version: 'v1.34',
      says: 'runAsUser=0 (pod must not set runAsUser=0)',
      at: ['spec.securityContext.runAsUser'],
    },
  ],
  seccompProfile_restricted: [
    {
      when: 'a profile of the pod',
      spec: {
        securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
        containers: containers({ a: undefined, b: { seccompProfile: { type: 'Localhost' } } }),
      },
    },
    {
      when: 'a profile of each container',
      spec: { containers: containers({ a: { seccompProfile: { type: 'Localhost' } } }) },
    },
    {
      when: 'no profile',
      spec: { containers: containers({ a: undefined, e: { seccompProfile: { type: 'RuntimeDefault' } }, f: {} }) },
      version: 'v1.19',
      says: 'seccompProfile (pod or containers "a", "f" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
      at: [
        'a: spec.containers[0].securityContext.seccompProfile.type',
        'f: spec.containers[2].securityContext.seccompProfile.type',
      ],
    },
    {
      when: 'profiles that are forbidden, and nothing of containers without one',
      spec: {
        securityContext: { seccompProfile: { type: 'Unconfined' } },
        containers: containers({ a: undefined, b: { seccompProfile: { type: 'Unconfined' } } }),
      },
      says: 'seccompProfile (pod and container "b" must not set securityContext.seccompProfile.type to "Unconfined")',
      at: ['spec.securityContext.seccompProfile.type', 'b: spec.containers[1].securityContext.seccompProfile.type'],
    },
    { when: 'no profile before 1.19', spec: { containers: containers({ a: undefined }) }, version: 'v1.18' },
    { when: 'no profile on Windows', spec: { ...windows, containers: containers({ a: undefined }) }, version: 'v1.25' },
    {
      when: 'no profile on Windows, before 1.25',
      spec: { ...windows, containers: containers({ a: undefined }) },
      version: 'v1.24',
      says: 'seccompProfile (pod or container "a" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
      at: ['a: spec.containers[0].securityContext.seccompProfile.type'],
    },
  ],
};

describe.each(Object.entries(CASES))('%s', (check, cases) => {
  it.each(cases.map((each) => [each.when, each] as const))('judges %s', (_, each) =>
    expectVerdict(check, 'restricted', each),
  );
});
