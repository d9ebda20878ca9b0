import { GRANT, NETWORK, TENANT } from '../../../config/labels.js';
import { WORKLOAD_SERVICE_ACCOUNT } from '../../tenant/access.js';
import { grantList, grantText, shown } from './cel.js';
import { IMAGE_VALIDATIONS, IMAGE_VARIABLES, imagesOf } from './images.js';
import { ANNOTATION_VALIDATIONS, ANNOTATION_VARIABLES } from './pod-annotations.js';
import type { Validation } from './policy.js';
import { TOLERATION_VALIDATIONS, TOLERATION_VARIABLES, tolerationsOf } from './tolerations.js';
import { VOLUME_VALIDATIONS } from './volumes.js';

export interface PodOptions {
  /** CEL for the pod or the template of pods. */
  readonly pod: string;
  /** CEL for the pod before the request, where only what changes is judged. */
  readonly former?: string;
  /** Whether the API server fills in what a pod does not name. It does so for pods, not for templates. */
  readonly hasDefaults: boolean;
}

/** Variables for the judgement of a pod, or of a template that pods are made from. */
export function podVariables({ pod, former, hasDefaults }: PodOptions): Record<string, string> {
  const before = (expression: (former: string) => string, none: string) =>
    former === undefined ? none : `request.operation == 'CREATE' ? ${none} : ${expression(former)}`;
  const [runtime, account] = hasDefaults
    ? [grantText(GRANT.defaultRuntime), `'${WORKLOAD_SERVICE_ACCOUNT}'`]
    : ["''", "''"];
  return {
    spec: `${pod}.spec`,
    runtimes: grantList(GRANT.runtimes),
    runtime: `variables.spec.?runtimeClassName.orValue(${runtime})`,
    serviceAccount: `variables.spec.?serviceAccountName.orValue(${account})`,
    priorityClasses: grantList(GRANT.priorityClasses),
    priorityClass: "variables.spec.?priorityClassName.orValue('')",
    resources: `['cpu', 'ephemeral-storage', 'memory'] + ${grantList(GRANT.devices)}`,
    images: imagesOf('variables.spec'),
    formerImages: before((at) => imagesOf(`${at}.spec`), '[]'),
    ...IMAGE_VARIABLES,
    tolerations: tolerationsOf('variables.spec'),
    formerTolerations: before((at) => tolerationsOf(`${at}.spec`), '[]'),
    ...TOLERATION_VARIABLES,
    annotations: mapOf(pod, 'annotations'),
    formerAnnotations: before((at) => mapOf(at, 'annotations'), '{}'),
    ...ANNOTATION_VARIABLES,
    labels: mapOf(pod, 'labels'),
    formerLabels: before((at) => mapOf(at, 'labels'), '{}'),
    foreignLabels: FOREIGN_LABELS,
  };
}

function mapOf(pod: string, field: string): string {
  return `${pod}.?metadata.?${field}.orValue({})`;
}

/** Of our labels two are for pods: the tenant that they are of, and one that only ever closes. */
const FOREIGN_LABELS = [
  "variables.labels.filter(key, key.startsWith('bulkhead.dev/')",
  '!(key in variables.formerLabels && variables.formerLabels[key] == variables.labels[key])',
  `!(key == '${TENANT}' && variables.labels[key] == namespaceObject.metadata.?labels[?'${TENANT}'].orValue(''))`,
  `!(key == '${NETWORK}' && variables.labels[key] in ['declared', 'isolated']))`,
].join(' && ');

/** What stays as it is once a pod is made. */
const FIXED: readonly Validation[] = [
  {
    expression: 'variables.runtime in variables.runtimes',
    messageExpression: `'runtimeClassName ' + (variables.runtime == '' ? 'must be named' : variables.runtime + ' is not granted') + '; granted: ' + ${shown('variables.runtimes')}`,
  },
  {
    expression: "variables.priorityClass == '' || variables.priorityClass in variables.priorityClasses",
    messageExpression: `'priorityClassName ' + variables.priorityClass + ' is not granted; granted: ' + ${shown('variables.priorityClasses')}`,
  },
  {
    expression: "variables.spec.?nodeName.orValue('') == ''",
    message: 'nodeName must not be set: the scheduler places pods',
  },
  {
    expression: "variables.spec.?schedulerName.orValue('default-scheduler') == 'default-scheduler'",
    message: 'schedulerName must be default-scheduler',
  },
  {
    expression: `variables.serviceAccount == '${WORKLOAD_SERVICE_ACCOUNT}'`,
    message: `serviceAccountName must be ${WORKLOAD_SERVICE_ACCOUNT}, which exists once the walls of the namespace stand`,
  },
  {
    expression: 'variables.spec.?automountServiceAccountToken.orValue(false) == false',
    message: 'automountServiceAccountToken must not be true: pods of tenants have no token',
  },
  ...VOLUME_VALIDATIONS,
  {
    expression: 'size(variables.spec.?resourceClaims.orValue([])) == 0',
    message: 'resourceClaims are not granted: devices are counted by quota, as extended resources',
  },
  {
    expression: [
      '(variables.spec.containers + variables.spec.?initContainers.orValue([])).map(container, container.?resources)',
      'all(one, [one.?requests.orValue({}), one.?limits.orValue({})].all(amounts, amounts.all(name, name in variables.resources)))',
    ].join('.'),
    messageExpression:
      "'a container asks for a resource that is not granted; granted: ' + variables.resources.join(', ')",
  },
];

/** What may be added to a pod that runs. */
const CHANGING: readonly Validation[] = [
  ...IMAGE_VALIDATIONS,
  ...TOLERATION_VALIDATIONS,
  ...ANNOTATION_VALIDATIONS,
  {
    expression: 'size(variables.foreignLabels) == 0',
    messageExpression: `'label ' + variables.foreignLabels.join(', ') + ' is not for pods to choose: ${TENANT} is that of the namespace, ${NETWORK} is declared or isolated'`,
  },
];

export const TEMPLATE_VALIDATIONS: readonly Validation[] = [...FIXED, ...CHANGING];

export const POD_VALIDATIONS: readonly Validation[] = [
  ...FIXED.map((one) => ({ ...one, expression: `request.operation != 'CREATE' || (${one.expression})` })),
  ...CHANGING,
];
