import { describe, it } from 'vitest';
import { type Case, containers, expectVerdict } from './verdict.js';

// The words are those of upstream's own tests, policy/check_*_test.go, or put together by hand from the checks there.
const CASES: Readonly<Record<string, readonly Case[]>> = {
  appArmorProfile: [
    {
      when: 'profiles of the runtime or the node',
      spec: {
        securityContext: { appArmorProfile: { type: 'RuntimeDefault' } },
        containers: containers({ a: { appArmorProfile: { type: 'Localhost', localhostProfile: 'own' } } }),
      },
      annotations: { 'container.apparmor.security.beta.kubernetes.io/a': 'localhost/own', env: 'prod' },
    },
    {
      when: 'an unconfined pod',
      spec: { securityContext: { appArmorProfile: { type: 'Unconfined' } } },
      says: 'forbidden AppArmor profile (pod must not set AppArmor profile type to "Unconfined")',
      at: ['spec.securityContext.appArmorProfile.type'],
    },
    {
      when: 'an unconfined init container',
      spec: {
        containers: containers({ foo: undefined }),
        initContainers: containers({ bar: { appArmorProfile: { type: 'Unconfined' } } }),
      },
      says: 'forbidden AppArmor profile (container "bar" must not set AppArmor profile type to "Unconfined")',
      at: ['bar: spec.initContainers[0].securityContext.appArmorProfile.type'],
    },
    {
      when: 'a profile without a type',
      spec: { containers: containers({ a: { appArmorProfile: {} } }) },
      says: 'forbidden AppArmor profile (container "a" must not set AppArmor profile type to "")',
      at: ['a: spec.containers[0].securityContext.appArmorProfile.type'],
    },
    {
      when: 'annotations of containers that are not there',
      spec: {},
      annotations: {
        'container.apparmor.security.beta.kubernetes.io/c': 'localhost/',
        'container.apparmor.security.beta.kubernetes.io/f': 'un"known"',
        'container.apparmor.security.beta.kubernetes.io/e': 'unconfined',
      },
      says: `forbidden AppArmor profiles (annotations must not set AppArmor profile type to ${[
        '"container.apparmor.security.beta.kubernetes.io/e="unconfined""',
        String.raw`"container.apparmor.security.beta.kubernetes.io/f="un\"known\"""`,
      ].join(', ')})`,
      at: [
        'f: metadata.annotations["container.apparmor.security.beta.kubernetes.io/f"]',
        'e: metadata.annotations["container.apparmor.security.beta.kubernetes.io/e"]',
      ],
    },
    {
      when: 'an annotation, which the API server has written into the field of its container',
      spec: { containers: containers({ a: undefined }) },
      annotations: { 'container.apparmor.security.beta.kubernetes.io/a': 'unconfined' },
      says: 'forbidden AppArmor profiles (container "a" and annotation must not set AppArmor profile type to "Unconfined", "container.apparmor.security.beta.kubernetes.io/a="unconfined"")',
      at: [
        'a: metadata.annotations["container.apparmor.security.beta.kubernetes.io/a"]',
        'a: spec.containers[0].securityContext.appArmorProfile.type',
      ],
    },
  ],
  capabilities_baseline: [
    {
      when: 'capabilities of the default set',
      spec: { containers: containers({ a: { capabilities: { add: ['CHOWN', 'SYS_CHROOT'] } } }) },
    },
    {
      when: 'others',
      spec: {
        initContainers: containers({ a: { capabilities: { add: ['FOO', 'CHOWN', 'BAR'] } } }),
        containers: containers({ b: { capabilities: { add: ['KILL', 'FOO'] } }, c: { capabilities: {} } }),
      },
      version: 'v1.0',
      says: 'non-default capabilities (containers "a", "b" must not include "BAR", "FOO" in securityContext.capabilities.add)',
      at: [
        'a: spec.initContainers[0].securityContext.capabilities.add[0]',
        'a: spec.initContainers[0].securityContext.capabilities.add[2]',
        'b: spec.containers[0].securityContext.capabilities.add[1]',
      ],
    },
    {
      when: 'a default capability by another name',
      spec: { containers: containers({ a: { capabilities: { add: ['CAP_CHOWN'] } } }) },
      says: 'non-default capabilities (container "a" must not include "CAP_CHOWN" in securityContext.capabilities.add)',
      at: ['a: spec.containers[0].securityContext.capabilities.add[0]'],
    },
  ],
  hostNamespaces: [
    { when: 'none of them', spec: { hostNetwork: false, hostPID: false } },
    {
      when: 'all of them',
      spec: { hostIPC: true, hostPID: true, hostNetwork: true },
      says: 'host namespaces (hostNetwork=true, hostPID=true, hostIPC=true)',
      at: ['spec.hostNetwork', 'spec.hostPID', 'spec.hostIPC'],
    },
  ],
  hostPathVolumes: [
    {
      when: 'a volume of another kind',
      spec: {
        volumes: [
          { name: 'a', nfs: {} },
          { name: 'b', hostPath: null },
        ],
      },
    },
    {
      when: 'one volume',
      spec: {
        volumes: [
          { name: 'a', emptyDir: {} },
          { name: 'b', hostPath: { path: '/' } },
        ],
      },
      says: 'hostPath volumes (volume "b")',
      at: ['spec.volumes[1].hostPath'],
    },
    {
      when: 'two volumes',
      spec: {
        volumes: [
          { name: 'b', hostPath: {} },
          { name: 'a', hostPath: {} },
        ],
      },
      says: 'hostPath volumes (volumes "b", "a")',
      at: ['spec.volumes[0].hostPath', 'spec.volumes[1].hostPath'],
    },
  ],
  hostPorts: [
    { when: 'ports of the pod', spec: { containers: [{ name: 'a', ports: [{ containerPort: 80, hostPort: 0 }] }] } },
    {
      when: 'one port',
      spec: { containers: [{ name: 'a', ports: [{ hostPort: 8080 }] }] },
      says: 'hostPort (container "a" uses hostPort 8080)',
      at: ['a: spec.containers[0].ports[0].hostPort'],
    },
    {
      when: 'ports of several containers',
      spec: {
        containers: [
          { name: 'a', ports: [{ hostPort: 0 }] },
          { name: 'b', ports: [{ hostPort: 0 }, { hostPort: 20 }] },
          { name: 'c', ports: [{ hostPort: 20 }, { hostPort: 9 }, { hostPort: 10 }] },
        ],
      },
      says: 'hostPort (containers "b", "c" use hostPorts 10, 20, 9)',
      at: [
        'b: spec.containers[1].ports[1].hostPort',
        'c: spec.containers[2].ports[0].hostPort',
        'c: spec.containers[2].ports[1].hostPort',
        'c: spec.containers[2].ports[2].hostPort',
      ],
    },
    {
      when: 'ports of a pod in the network of its node, which the API server has opened there',
      spec: {
        hostNetwork: true,
        initContainers: [{ name: 'i', ports: [{ containerPort: 81 }] }],
        containers: [{ name: 'a', ports: [{ containerPort: 80 }] }],
        ephemeralContainers: [{ name: 'e', ports: [{ containerPort: 82 }] }],
      },
      says: 'hostPort (containers "i", "a" use hostPorts 80, 81)',
      at: ['i: spec.initContainers[0].ports[0].hostPort', 'a: spec.containers[0].ports[0].hostPort'],
    },
  ],
  hostProbesAndHostLifecycle: [
    {
      when: 'probes of the pod itself',
      spec: {
        containers: [{ name: 'a', livenessProbe: { httpGet: { host: '' } }, readinessProbe: { tcpSocket: {} } }],
      },
    },
    {
      when: 'a probe of another host, before 1.34',
      spec: { containers: [{ name: 'a', livenessProbe: { httpGet: { host: 'bad.host' } } }] },
      version: 'v1.33',
    },
    {
      when: 'a probe of another host',
      spec: { containers: [{ name: 'a', livenessProbe: { httpGet: { host: 'bad.host' } } }] },
      version: 'v1.34',
      says: 'probe or lifecycle host (container "a" uses probe or lifecycle host "bad.host")',
      at: ['a: spec.containers[0].livenessProbe.httpGet.host'],
    },
    {
      when: 'several, of which containers are named in the order of the alphabet',
      spec: {
        initContainers: [{ name: 'z', startupProbe: { tcpSocket: { host: '127.0.0.1' } } }],
        containers: [
          {
            name: 'b',
            lifecycle: { postStart: { httpGet: { host: 'x' } }, preStop: { tcpSocket: { host: '8.8.8.8' } } },
          },
          { name: 'a', readinessProbe: { httpGet: { host: 'x' } } },
        ],
      },
      says: 'probe or lifecycle host (containers "a", "b", "z" use probe or lifecycle hosts "127.0.0.1", "8.8.8.8", "x")',
      at: [
        'z: spec.initContainers[0].startupProbe.tcpSocket.host',
        'b: spec.containers[0].lifecycle.postStart.httpGet.host',
        'b: spec.containers[0].lifecycle.preStop.tcpSocket.host',
        'a: spec.containers[1].readinessProbe.httpGet.host',
      ],
    },
  ],
  privileged: [
    {
      when: 'containers that are not',
      spec: { containers: containers({ a: undefined, b: {}, c: { privileged: false } }) },
    },
    {
      when: 'containers that are',
      spec: { containers: containers({ c: { privileged: false }, d: { privileged: true }, e: { privileged: true } }) },
      says: 'privileged (containers "d", "e" must not set securityContext.privileged=true)',
      at: ['d: spec.containers[1].securityContext.privileged', 'e: spec.containers[2].securityContext.privileged'],
    },
    {
      when: 'an ephemeral container that is',
      spec: { ephemeralContainers: containers({ debug: { privileged: true } }) },
      says: 'privileged (container "debug" must not set securityContext.privileged=true)',
      at: ['debug: spec.ephemeralContainers[0].securityContext.privileged'],
    },
  ],
  procMount: [
    { when: 'the default', spec: { containers: containers({ a: { procMount: 'Default' } }) } },
    {
      when: 'others',
      spec: { containers: containers({ d: { procMount: 'Unmasked' }, e: { procMount: 'other' } }) },
      says: 'procMount (containers "d", "e" must not set securityContext.procMount to "Unmasked", "other")',
      at: ['d: spec.containers[0].securityContext.procMount', 'e: spec.containers[1].securityContext.procMount'],
    },
    {
      when: 'any in a user namespace',
      spec: { hostUsers: false, containers: containers({ a: { procMount: 'Unmasked' } }) },
      version: 'v1.35',
    },
    {
      when: 'any in a user namespace, before 1.35',
      spec: { hostUsers: false, containers: containers({ a: { procMount: 'Unmasked' } }) },
      version: 'v1.34',
      says: 'procMount (container "a" must not set securityContext.procMount to "Unmasked")',
      at: ['a: spec.containers[0].securityContext.procMount'],
    },
  ],
  seLinuxOptions: [
    {
      when: 'types of containers',
      spec: {
        securityContext: { seLinuxOptions: { type: 'container_t', level: 's0:c1,c2' } },
        containers: containers({ a: { seLinuxOptions: { type: 'container_kvm_t' } }, b: { seLinuxOptions: {} } }),
      },
    },
    {
      when: 'the type of a container engine, from 1.31',
      spec: { containers: containers({ a: { seLinuxOptions: { type: 'container_engine_t' } } }) },
      version: 'v1.31',
    },
    {
      when: 'the type of a container engine, before 1.31',
      spec: { containers: containers({ a: { seLinuxOptions: { type: 'container_engine_t' } } }) },
      version: 'v1.30',
      says: 'seLinuxOptions (container "a" set forbidden securityContext.seLinuxOptions: type "container_engine_t")',
      at: ['a: spec.containers[0].securityContext.seLinuxOptions.type'],
    },
    {
      when: 'everything that is wrong with it',
      spec: {
        securityContext: { seLinuxOptions: { type: 'foo', user: 'bar' } },
        containers: containers({ a: { seLinuxOptions: { type: 'bar' } }, b: { seLinuxOptions: { role: 'baz' } } }),
      },
      says: 'seLinuxOptions (pod and containers "a", "b" set forbidden securityContext.seLinuxOptions: types "bar", "foo"; user may not be set; role may not be set)',
      at: [
        'spec.securityContext.seLinuxOptions.type',
        'spec.securityContext.seLinuxOptions.user',
        'a: spec.containers[0].securityContext.seLinuxOptions.type',
        'b: spec.containers[1].securityContext.seLinuxOptions.role',
      ],
    },
    {
      when: 'a user of the pod',
      spec: { securityContext: { seLinuxOptions: { user: 'bar' } } },
      says: 'seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: user may not be set)',
      at: ['spec.securityContext.seLinuxOptions.user'],
    },
  ],
  seccompProfile_baseline: [
    {
      when: 'profiles of the runtime or the node, or none',
      spec: {
        securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
        containers: containers({ a: { seccompProfile: { type: 'Localhost' } }, b: undefined }),
      },
    },
    {
      when: 'unconfined ones',
      spec: {
        securityContext: { seccompProfile: { type: 'Unconfined' } },
        containers: containers({ c: { seccompProfile: { type: 'Unconfined' } }, d: { seccompProfile: { type: 'x' } } }),
      },
      version: 'v1.19',
      says: 'seccompProfile (pod and containers "c", "d" must not set securityContext.seccompProfile.type to "Unconfined", "x")',
      at: [
        'spec.securityContext.seccompProfile.type',
        'c: spec.containers[0].securityContext.seccompProfile.type',
        'd: spec.containers[1].securityContext.seccompProfile.type',
      ],
    },
    {
      when: 'unconfined ones before 1.19, which had no field for it',
      spec: { securityContext: { seccompProfile: { type: 'Unconfined' } } },
      version: 'v1.18',
    },
    {
      when: 'annotations, from 1.19',
      spec: {},
      annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' },
      version: 'v1.19',
    },
    {
      when: 'annotations of profiles that are allowed',
      spec: { containers: containers({ a: undefined, b: undefined }) },
      annotations: {
        'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default',
        'container.seccomp.security.alpha.kubernetes.io/a': 'docker/default',
        'container.seccomp.security.alpha.kubernetes.io/b': 'localhost/own.json',
        'container.seccomp.security.alpha.kubernetes.io/stranger': 'unconfined',
      },
      version: 'v1.18',
    },
    {
      when: 'annotations of others',
      spec: { containers: containers({ a: undefined, b: undefined, c: undefined }) },
      annotations: {
        'seccomp.security.alpha.kubernetes.io/pod': 'unconfined',
        'container.seccomp.security.alpha.kubernetes.io/b': 'unknown',
        'container.seccomp.security.alpha.kubernetes.io/a': 'unconfined',
      },
      version: 'v1.18',
      says: 'seccompProfile (forbidden annotations container.seccomp.security.alpha.kubernetes.io/a="unconfined", container.seccomp.security.alpha.kubernetes.io/b="unknown", seccomp.security.alpha.kubernetes.io/pod="unconfined")',
      at: [
        'metadata.annotations["seccomp.security.alpha.kubernetes.io/pod"]',
        'a: metadata.annotations["container.seccomp.security.alpha.kubernetes.io/a"]',
        'b: metadata.annotations["container.seccomp.security.alpha.kubernetes.io/b"]',
      ],
    },
  ],
  sysctls: [
    {
      when: 'those that are allowed at that version',
      spec: { securityContext: { sysctls: [{ name: 'net.ipv4.tcp_rmem' }, { name: 'kernel.shm_rmid_forced' }] } },
      version: 'v1.32',
    },
    {
      when: 'others, in the order of the pod',
      spec: { securityContext: { sysctls: [{ name: 'b' }, { name: 'net.ipv4.tcp_syncookies' }, { name: 'a' }] } },
      says: 'forbidden sysctls (b, a)',
      at: ['spec.securityContext.sysctls[0].name', 'spec.securityContext.sysctls[2].name'],
    },
    ...(
      [
        ['net.ipv4.ip_local_reserved_ports', 'v1.26', 'v1.27'],
        ['net.ipv4.tcp_keepalive_probes', 'v1.28', 'v1.29'],
        ['net.ipv4.tcp_wmem', 'v1.31', 'v1.32'],
        ['net.ipv4.tcp_notsent_lowat', 'v1.36', 'v1.37'],
      ] as const
    ).flatMap(([name, before, from]): Case[] => {
      const spec = { securityContext: { sysctls: [{ name }] } };
      return [
        { when: `${name} at ${from}`, spec, version: from },
        {
          when: `${name} at ${before}`,
          spec,
          version: before,
          says: `forbidden sysctls (${name})`,
          at: ['spec.securityContext.sysctls[0].name'],
        },
      ];
    }),
  ],
  windowsHostProcess: [
    {
      when: 'a process of the container',
      spec: { containers: containers({ a: { windowsOptions: { hostProcess: false } }, b: { windowsOptions: {} } }) },
    },
    {
      when: 'processes of the node',
      spec: {
        securityContext: { windowsOptions: { hostProcess: true } },
        containers: containers({
          d: { windowsOptions: { hostProcess: true } },
          e: { windowsOptions: { hostProcess: true } },
        }),
      },
      says: 'hostProcess (pod and containers "d", "e" must not set securityContext.windowsOptions.hostProcess=true)',
      at: [
        'spec.securityContext.windowsOptions.hostProcess',
        'd: spec.containers[0].securityContext.windowsOptions.hostProcess',
        'e: spec.containers[1].securityContext.windowsOptions.hostProcess',
      ],
    },
  ],
};

describe.each(Object.entries(CASES))('%s', (check, cases) => {
  it.each(cases.map((each) => [each.when, each] as const))('judges %s', (_, each) =>
    expectVerdict(check, 'baseline', each),
  );
});
