import { overheadOf } from '../../../config/runtime.js';
import { quantityOf } from '../../../kubernetes/amounts.js';
import { compareQuantities, type Quantity } from '../../../kubernetes/quantity.js';
import type { Context } from '../../context.js';
import { objectAt } from '../../fields.js';
import { kataRuntime, withRuntimes } from '../../kata/examples.js';
import { type KataHandler, kataHandlerOf } from '../../kata/handlers.js';
import { resourceList } from '../../resource-list.js';
import type { EnvironmentRule } from '../../rule.js';

const runtimeClass = (overhead: string, name = 'kata-clh') => `
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: ${name}}
handler: ${name}
overhead: {podFixed: ${overhead}}
`;

export const overhead: EnvironmentRule = {
  id: 'kata/overhead',
  scope: 'environment',
  severity: 'error',
  what: 'The overhead of a RuntimeClass is the one that its handler is declared with, or that upstream ships for it.',
  why: 'The API server adds the overhead of the RuntimeClass to every pod, for the scheduler, for quotas and for the cgroup of the pod; what the virtual machine takes is decided by the configuration of the handler. Where the RuntimeClass says less, nodes promise memory twice, or the cgroup kills the hypervisor; where it says more, tenants pay for nothing.',
  source:
    'https://github.com/kata-containers/kata-containers/blob/main/tools/packaging/kata-deploy/helm-chart/kata-deploy/templates/runtimeclasses.yaml',
  fix: 'Declare `spec.overhead` of the Runtime, and render the RuntimeClass from it.',
  examples: {
    valid: [
      { title: 'as upstream ships it', manifests: runtimeClass('{cpu: 250m, memory: 130Mi}') },
      { title: 'the same amount, spelled otherwise', manifests: runtimeClass('{cpu: 0.25, memory: 133120Ki}') },
      {
        title: 'as declared',
        declarations: withRuntimes(kataRuntime('kata-clh', 'overhead: {cpu: 500m, memory: 2Gi}')),
        manifests: runtimeClass('{cpu: 500m, memory: 2Gi}'),
      },
      {
        title: 'a handler that nobody declares, with more than upstream',
        manifests: runtimeClass('{cpu: 1, memory: 1Gi}', 'kata-qemu'),
      },
      { title: 'nothing is said of a resource', manifests: runtimeClass('{memory: 130Mi}') },
    ],
    invalid: [
      {
        title: 'another than declared',
        declarations: withRuntimes(kataRuntime('kata-clh', 'overhead: {cpu: 500m, memory: 2Gi}')),
        manifests: runtimeClass('{cpu: 500m, memory: 130Mi}'),
        finds: [
          'RuntimeClass "kata-clh" has overhead 130Mi of memory, and Runtime "kata-clh" declares 2Gi; on the node: each pod may take more than it is counted with',
        ],
      },
      {
        title: 'another than upstream ships',
        manifests: runtimeClass('{cpu: 1, memory: 64Mi}'),
        finds: [
          'RuntimeClass "kata-clh" has overhead 1 of cpu, and Runtime "kata-clh" declares 250m; on the node: each pod is counted with more than it takes',
          'RuntimeClass "kata-clh" has overhead 64Mi of memory, and Runtime "kata-clh" declares 130Mi; on the node: each pod may take more than it is counted with',
        ],
      },
      {
        title: 'a handler that nobody declares, with less than upstream',
        manifests: runtimeClass('{cpu: 250m, memory: 130Mi}', 'kata-qemu'),
        finds: [
          'RuntimeClass "kata-qemu" has overhead 130Mi of memory, and upstream ships handler "kata-qemu" with 320Mi; on the node: each pod may take more than it is counted with',
        ],
      },
    ],
  },
  /** What is not there at all is found by `runtime/overhead-missing`. */
  *check(context) {
    for (const judged of context.objects.ofKind('node.k8s.io/RuntimeClass')) {
      const { name } = judged.object.metadata;
      const expected = expectedOf(context, kataHandlerOf(context, name));
      if (expected === undefined) continue;
      const fixed = resourceList(objectAt(judged.object, 'overhead', 'podFixed'));
      for (const resource of ['cpu', 'memory'] as const) {
        const [has, wanted] = [fixed[resource], expected[resource]];
        const order = has === undefined ? 0 : compared(quantityOf(has), quantityOf(wanted));
        if (order === 0 || (order > 0 && expected.isLeast)) continue;
        const consequence = order > 0 ? 'is counted with more than it takes' : 'may take more than it is counted with';
        yield {
          message: `RuntimeClass "${name}" has overhead ${has} of ${resource}, and ${expected.says} ${wanted}; on the node: each pod ${consequence}`,
          object: judged,
          path: ['overhead', 'podFixed', resource],
        };
      }
    }
  },
};

interface Expected {
  readonly cpu: string | number;
  readonly memory: string | number;
  readonly says: string;
  /** More is nobody's mistake: there is no declaration to differ from. */
  readonly isLeast: boolean;
}

function expectedOf({ cluster }: Context, handler: KataHandler | undefined): Expected | undefined {
  if (handler === undefined) return undefined;
  const declared = cluster?.runtimes.get(handler.runtimeClass);
  const own = declared && overheadOf(declared.spec);
  if (declared !== undefined && own !== undefined)
    return { ...own, says: `Runtime "${declared.name}" declares`, isLeast: false };
  if (handler.shim === undefined) return undefined;
  return { ...handler.shim.overhead, says: `upstream ships handler "${handler.name}" with`, isLeast: true };
}

function compared(a: Quantity | undefined, b: Quantity | undefined): number {
  return a === undefined || b === undefined ? 0 : compareQuantities(a, b);
}
