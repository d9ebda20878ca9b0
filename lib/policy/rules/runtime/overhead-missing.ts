import { objectAt, textAt } from '../../fields.js';
import type { EnvironmentRule } from '../../rule.js';
import { runtimeClassNamed } from '../../runtime-classes.js';
import { runsVirtualMachines } from '../../virtual-machines.js';

const runtimeClass = (handler: string, overhead = '', name = handler) => `
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: ${name}}
handler: ${handler}
${overhead}
`;

export const overheadMissing: EnvironmentRule = {
  id: 'runtime/overhead-missing',
  scope: 'environment',
  severity: 'error',
  what: 'A RuntimeClass that runs pods in virtual machines says what a machine costs: `overhead.podFixed`, of CPU and memory.',
  why: 'Hypervisor, guest kernel and agent take memory that no container asks for. Without an overhead neither the scheduler nor a quota counts it: nodes fill up until the kernel kills somebody, and it may be another tenant.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/',
  fix: 'Declare `spec.overhead` of the Runtime, or name the preset that has it.',
  examples: {
    valid: [
      {
        title: 'both',
        manifests: runtimeClass('kata-clh', 'overhead: {podFixed: {cpu: 250m, memory: 130Mi}}'),
      },
      { title: 'no virtual machine', manifests: runtimeClass('runsc') },
      { title: 'a virtual machine on another machine', manifests: runtimeClass('kata-remote') },
      { title: 'declared as none, whatever its handler is called', manifests: runtimeClass('kata-like', '', 'runc') },
    ],
    invalid: [
      {
        title: 'none',
        manifests: runtimeClass('kata-qemu'),
        finds: ['handler "kata-qemu" runs virtual machines, and the RuntimeClass has no overhead of cpu and memory'],
      },
      {
        title: 'of one resource only, under a name that is declared',
        manifests: runtimeClass('my-vmm', 'overhead: {podFixed: {cpu: 250m}}', 'kata-clh'),
        finds: ['handler "my-vmm" runs virtual machines, and the RuntimeClass has no overhead of memory'],
      },
      {
        title: 'a handler that only its name gives away',
        manifests: runtimeClass('kata-custom', 'overhead: {podFixed: {memory: 1Gi}}'),
        finds: ['handler "kata-custom" runs virtual machines, and the RuntimeClass has no overhead of cpu'],
      },
    ],
  },
  *check(context) {
    for (const judged of context.objects.ofKind('node.k8s.io/RuntimeClass')) {
      const known = runtimeClassNamed(context, judged.object.metadata.name);
      if (known === undefined || !runsVirtualMachines(known)) continue;
      const fixed = objectAt(judged.object, 'overhead', 'podFixed') ?? {};
      const lacks = ['cpu', 'memory'].filter((name) => !Object.hasOwn(fixed, name));
      if (lacks.length === 0) continue;
      yield {
        message: `handler "${textAt(judged.object, 'handler') ?? ''}" runs virtual machines, and the RuntimeClass has no overhead of ${lacks.join(' and ')}`,
        object: judged,
        path: ['overhead', 'podFixed', ...(lacks.length === 1 ? lacks : [])],
      };
    }
  },
};
