import { bundleOf } from '../../../lib/cli/support-bundle.js';
import { diagnose } from '../../../lib/kata/diagnosis/diagnose.js';
import { FAILURES } from '../../../lib/kata/diagnosis/registry.js';

/** What is recognised in files of these names: `[failure, file:line: what is seen …]`, in the order of the answer. */
export function recognised(texts: Readonly<Record<string, string>>): [id: string, ...seen: string[]][] {
  const bundle = bundleOf(Object.entries(texts).map(([path, text]) => ({ path, text })));
  return diagnose(bundle, FAILURES).map(({ failure, evidence }) => [
    failure.id,
    ...evidence.map(({ place: { file, line }, text }) => `${file}:${line}: ${text}`),
  ]);
}

export const idsOf = (texts: Readonly<Record<string, string>>) => recognised(texts).map(([id]) => id);

export const node = (name: string, more: Readonly<Record<string, unknown>> = {}) => `
apiVersion: v1
kind: Node
metadata: {name: ${name}, labels: ${JSON.stringify(more.labels ?? {})}, annotations: ${JSON.stringify(more.annotations ?? {})}}
spec: {taints: ${JSON.stringify(more.taints ?? [])}}
status:
  nodeInfo: {kubeletVersion: ${more.version ?? 'v1.34.1'}}
  runtimeHandlers: ${JSON.stringify(more.handlers ?? [])}
`;

export const runtimeClass = (handler: string, more = '') => `
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: ${handler}}
handler: ${handler}
${more}`;

export const pod = (runtime: string, nodeName?: string, phase = 'Pending') => `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  runtimeClassName: ${runtime}
${nodeName === undefined ? '' : `  nodeName: ${nodeName}\n`}  containers: [{name: web, image: web}]
status: {phase: ${phase}}
`;

export const objects = (...texts: readonly string[]) => texts.join('---');
