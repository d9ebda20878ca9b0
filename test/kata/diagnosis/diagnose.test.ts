import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../../lib/cli/support-bundle.js';
import { diagnose } from '../../../lib/kata/diagnosis/diagnose.js';
import { FAILURES } from '../../../lib/kata/diagnosis/registry.js';
import { edits, mutated } from '../../fuzz/mutations.js';
import { runs } from '../../property-runs.js';
import { idsOf, node, objects, pod, recognised, runtimeClass } from './bundles.js';

describe('several causes', () => {
  it('come in the order of what speaks for them: certain ones first, then by how much is seen', () => {
    const journal = [
      'timed out connecting to vsock 1:1024',
      'CreateContainerRequest timed out',
      'open /dev/vhost-net: no such device',
      "cp: cannot create regular file '/opt/kata/bin/a': Text file busy",
      "cp: cannot create regular file '/opt/kata/bin/b': Text file busy",
    ].join('\n');
    expect(idsOf({ journal })).toEqual([
      'text-file-busy',
      'module-not-loaded',
      'container-timeout',
      'agent-unreachable',
    ]);
  });

  it('are counted, and the same is shown once', () => {
    const text = 'no runtime for "kata-clh" is configured\n'.repeat(5000);
    const [only, ...others] = diagnose(bundleOf([{ path: 'journal', text }]), FAILURES);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ found: 1000, evidence: [{ place: { file: 'journal', line: 1 } }] });
  });
});

describe('what is seen', () => {
  it('is never more of a line than what is recognised', () => {
    const line = 'password=hunter2 open /dev/vhost-net: no such device token=Zk3v9Qw7Lm2X';
    expect(recognised({ journal: line })).toEqual([
      ['module-not-loaded', 'journal:1: open /dev/vhost-net: no such device'],
    ]);
  });

  it('is nothing of a Secret', () => {
    const secret =
      'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {a: "open /dev/vhost-net: no such device"}\n';
    expect(idsOf({ 'secrets.yaml': secret })).toEqual([]);
  });
});

describe('whatever is in a bundle', () => {
  const sound = [
    objects(
      node('n1', { handlers: [{ name: 'runc' }] }),
      runtimeClass('kata-clh', 'overhead: {podFixed: {memory: 1Mi}}\n'),
      pod('kata-clh', 'n1'),
    ),
    'version = 3\n[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.kata-fc]\nsnapshotter = "devmapper"\n',
    '[hypervisor.qemu]\ncold_plug_vfio = "no-port"\ndefault_memory = 64\nenable_annotations = ["path", "^default_"]\n[agent.kata]\n[runtime]\nvfio_mode = "x"\n',
    'Memory cgroup out of memory: Killed process 7 (qemu-system-x86)\nno runtime for "kata-clh" is configured\n',
  ];

  it('there is an answer, also to what somebody has broken', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sound), edits, (before, changes) => {
        const text = new TextDecoder().decode(mutated(before, changes));
        for (const { evidence } of diagnose(bundleOf([{ path: 'a', text }]), FAILURES))
          for (const { place } of evidence) expect(place.line).toBeLessThanOrEqual(text.split('\n').length);
      }),
      runs(300),
    );
  });

  it('fields of any type are no fault', () => {
    for (const value of [null, 1, true, 'x', [], {}, [null], [[]], { '': null }]) {
      const odd = (kind: string) => ({
        apiVersion: 'v1',
        kind,
        metadata: { name: 'a', labels: value, annotations: value },
        spec: value,
        status: value,
        scheduling: value,
        overhead: value,
        handler: value,
      });
      const texts = ['Node', 'Pod', 'RuntimeClass', 'Event'].map((kind) => JSON.stringify(odd(kind)));
      expect(idsOf({ 'all.yaml': texts.join('\n---\n'), journal: sound[3] ?? '' })).toContain('handler-unknown');
    }
  });

  it('long lines of what nearly matches take no time', () => {
    const nearly = [
      'no runtime for \\\\\\\\',
      'oom-kill:constraint=CONSTRAINT_MEMCG,',
      'avc:  denied  { a ',
      'Memory cgroup out of memory: Killed process 1',
      'run vmm server    ',
      'file /opt/kata/',
      'fork/exec /',
      "Failed to connect to '/",
      'kvm: ',
    ].map((part) => part.repeat(20_000));
    const started = performance.now();
    expect(idsOf({ journal: nearly.join('\n') })).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('thousands of pods and nodes that all show it take no time', () => {
    const many = (count: number, of: (index: number) => object) =>
      Array.from({ length: count }, (_, index) => JSON.stringify(of(index)));
    const head = (kind: string, name: string) => ({ apiVersion: 'v1', kind, metadata: { name } });
    const items = [
      ...many(3000, (n) => ({
        ...head('Pod', `p${n}`),
        spec: { runtimeClassName: 'kata-clh', nodeName: `n${n % 1000}` },
        status: { phase: 'Pending', message: 'open /dev/vhost-net: no such device' },
      })),
      ...many(1000, (n) => ({ ...head('Node', `n${n}`), status: { runtimeHandlers: [{ name: 'runc' }] } })),
      JSON.stringify({ ...head('RuntimeClass', 'kata-clh'), handler: 'kata-clh' }),
    ];
    const started = performance.now();
    const found = recognised({
      'all.yaml': `apiVersion: v1\nkind: List\nitems:\n${items.map((item) => `- ${item}\n`).join('')}`,
    });
    expect(found.map(([id, ...seen]) => [id, seen.length])).toEqual([
      ['handler-unknown', 3000],
      ['module-not-loaded', 1],
      ['not-installed-yet', 3000],
    ]);
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it('brackets and keys that nest without end take no time', () => {
    const started = performance.now();
    for (const text of [
      `a = ${'['.repeat(100_000)}`,
      `${'a.'.repeat(60_000)}a = 1`,
      `[${'a.'.repeat(60_000)}a]\n[plugins]\n`,
    ])
      idsOf({ 'config.toml': `[plugins]\n${text}\n` });
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
