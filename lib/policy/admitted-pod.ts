import type { ResourceList } from '../kubernetes/amounts.js';
import type { JsonObject } from '../kubernetes/json.js';
import type { ScopedPod } from '../kubernetes/quota/scopes.js';
import type { Context } from './context.js';
import { itemsAt, numberAt, objectAt, textAt, textsAt } from './fields.js';
import { namespaceOf } from './judged-object.js';
import { limitItems } from './limit-ranges.js';
import { containersOf, type JudgedContainer, type JudgedPod } from './pods.js';
import { resourceList } from './resource-list.js';
import { runtimeClassNamed } from './runtime-classes.js';

/** A container with what it does not say of resources filled in. */
export interface AdmittedContainer {
  readonly judged: JudgedContainer;
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

/** Ephemeral containers have no resources. */
export function admittedContainers(context: Context, pod: JudgedPod): AdmittedContainer[] {
  const items = limitItems(context, namespaceOf(pod.owner) ?? '').filter(({ type }) => type === 'Container');
  return containersOf(pod)
    .filter(({ list }) => list !== 'ephemeralContainers')
    .map((judged) => {
      const limits = resourceList(objectAt(judged.container, 'resources', 'limits'));
      const requests = resourceList(objectAt(judged.container, 'resources', 'requests'));
      return {
        judged,
        // A limit is the request too, before LimitRanges are asked (SetDefaults_Pod, then the LimitRanger plugin).
        requests: Object.assign({}, ...items.map((item) => item.defaultRequest), limits, requests),
        limits: Object.assign({}, ...items.map((item) => item.default), limits),
      };
    });
}

/** The pod as the API server admits it: what it does not say, LimitRanges do, and overhead comes with its runtime. */
export function admittedPod(context: Context, pod: JudgedPod, { withOverhead = true } = {}): ScopedPod {
  const { spec } = pod;
  const all = admittedContainers(context, pod);
  const of = (list: string) =>
    all
      .filter(({ judged }) => judged.list === list)
      .map(({ judged, requests, limits }) => {
        const restartPolicy = textAt(judged.container, 'restartPolicy');
        return { resources: { requests, limits }, ...(restartPolicy === undefined ? {} : { restartPolicy }) };
      });
  const overhead = withOverhead ? runtimeClassNamed(context, textAt(spec, 'runtimeClassName') ?? '')?.overhead : {};
  const priorityClassName = textAt(spec, 'priorityClassName');
  const activeDeadlineSeconds = numberAt(spec, 'activeDeadlineSeconds');
  const whole = objectAt(spec, 'resources');
  return {
    containers: of('containers'),
    initContainers: of('initContainers'),
    ...(whole === undefined
      ? {}
      : { resources: { requests: resourceList(whole.requests), limits: resourceList(whole.limits) } }),
    ...(overhead === undefined ? {} : { overhead }),
    ...(priorityClassName === undefined ? {} : { priorityClassName }),
    ...(activeDeadlineSeconds === undefined ? {} : { activeDeadlineSeconds }),
    affinity: {
      podAffinity: affinityOf(spec, 'podAffinity'),
      podAntiAffinity: affinityOf(spec, 'podAntiAffinity'),
    },
  };
}

function affinityOf(spec: JsonObject, kind: string) {
  const at = (when: string) => itemsAt(spec, 'affinity', kind, when).map(({ item }) => item);
  return {
    requiredDuringSchedulingIgnoredDuringExecution: at('requiredDuringSchedulingIgnoredDuringExecution').map(termOf),
    preferredDuringSchedulingIgnoredDuringExecution: at('preferredDuringSchedulingIgnoredDuringExecution').map(
      (item) => ({ podAffinityTerm: termOf(objectAt(item, 'podAffinityTerm') ?? {}) }),
    ),
  };
}

function termOf(term: JsonObject) {
  const namespaceSelector = objectAt(term, 'namespaceSelector');
  return {
    namespaces: textsAt(term, 'namespaces'),
    ...(namespaceSelector === undefined ? {} : { namespaceSelector }),
  };
}
