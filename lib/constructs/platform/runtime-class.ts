import { Construct } from 'constructs';
import type { Runtime } from '../../config/declaration.js';
import { derive } from '../../config/provenance.js';
import { handlerOf, nodeSelectorOf, overheadOf } from '../../config/runtime.js';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';
import { toQuantities } from '../quantities.js';
import { runtimeTolerations } from '../tolerations.js';

export interface RuntimeClassProps {
  readonly runtime: Runtime;
}

/**
 * The RuntimeClass of a Runtime: handler, what the sandbox itself costs (the scheduler and quotas count it), and the
 * nodes that carry the handler. Pods take nodeSelector and tolerations over from it at admission, so that no workload
 * has to know where its hypervisor is installed.
 */
export class RuntimeClass extends Construct {
  constructor(scope: Construct, id: string, { runtime }: RuntimeClassProps) {
    super(scope, id);
    originate(this, runtime);
    const { declared, spec } = runtime;
    const overhead = declared.overhead ?? fromPreset(declared, () => overheadOf(spec));
    const nodeSelector = declared.nodeSelector ?? fromPreset(declared, () => nodeSelectorOf(spec));
    const tolerations = runtimeTolerations(runtime);
    const scheduling = Object.keys(nodeSelector).length + tolerations.length > 0;
    new KubernetesObject(this, 'runtime-class', {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: runtime.name },
      handler: declared.handler ?? fromPreset(declared, () => handlerOf(spec)),
      ...(overhead === undefined ? {} : { overhead: { podFixed: toQuantities(overhead) } }),
      ...(scheduling ? { scheduling: { nodeSelector: { ...nodeSelector }, tolerations } } : {}),
    });
  }
}

/** What is not declared comes from upstream's preset, and so from the line that names it. */
function fromPreset<R>({ preset }: Runtime['declared'], value: () => R): R {
  return preset === undefined ? value() : derive(preset, value);
}
