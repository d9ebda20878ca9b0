import type { Construct } from 'constructs';
import { NODE_PREPARATION_NAME, SET_BY_PREPARATION } from '../../../config/node-preparation.js';
import { derive } from '../../../config/provenance.js';
import { literal } from '../admission/cel.js';
import { AdmissionPolicy } from '../admission/policy.js';
import type { NodePreparationProps } from './props.js';

const NAME = 'node-preparation.bulkhead.dev';

/** Of the pod that a token is bound to: filled in since Kubernetes 1.30 (KEP-4193). Without it nothing is let through. */
const OWN_NODE = "request.userInfo.?extra[?'authentication.kubernetes.io/node-name'].orValue([])";

/** What else of a Node its update may carry (kubernetes pkg/apis/core/validation, ValidateNodeUpdate). */
const REST = ['spec.unschedulable', 'spec.podCIDR', 'spec.podCIDRs', 'spec.providerID', 'spec.configSource'];
const META = ['metadata.finalizers', 'metadata.ownerReferences'];

/**
 * Holds an agent to its own node, and there to labels and annotations below katacontainers.io/ and to its startup taint.
 * Whoever is root on one node could otherwise cordon, taint or relabel all others and draw their pods to himself.
 */
export function addAdmission(scope: Construct, { preparation }: NodePreparationProps): void {
  const account = derive(preparation.namespace, (namespace) =>
    literal(`system:serviceaccount:${namespace}:${NODE_PREPARATION_NAME}`),
  );
  const taint = derive(preparation.startupTaint, literal);
  new AdmissionPolicy(scope, 'policy', {
    name: NAME,
    match: { resources: { '': ['nodes', 'nodes/status'] }, operations: ['UPDATE'], ofNobody: true },
    conditions: { 'by-an-agent': `request.userInfo.username == ${account}` },
    variables: {
      ownNode: OWN_NODE,
      foreignLabels: foreign('labels'),
      foreignAnnotations: foreign('annotations'),
      taints: taintsBut('object', taint),
      formerTaints: taintsBut('oldObject', taint),
    },
    validations: [
      {
        expression: 'variables.ownNode == [request.name]',
        messageExpression: `'this agent runs on ' + (size(variables.ownNode) == 0 ? 'a node that its token does not name' : variables.ownNode.join(', ')) + ', and may change no other node'`,
      },
      {
        expression: 'size(variables.foreignLabels) == 0',
        messageExpression: `'label ' + variables.foreignLabels.join(', ') + ' is not below ${SET_BY_PREPARATION}'`,
      },
      {
        expression: 'size(variables.foreignAnnotations) == 0',
        messageExpression: `'annotation ' + variables.foreignAnnotations.join(', ') + ' is not below ${SET_BY_PREPARATION}'`,
      },
      {
        expression: 'variables.taints == variables.formerTaints',
        messageExpression: `'no taint may change but ' + ${taint}`,
      },
      { expression: [...REST, ...META].map(unchanged).join(' && '), message: 'nothing else of the node may change' },
    ],
  });
}

/** Keys of somebody else's that come, go or change. */
function foreign(field: 'labels' | 'annotations'): string {
  const [now, before] = ['object', 'oldObject'].map((which) => `${which}.metadata.?${field}.orValue({})`);
  const isForeign = `!key.startsWith('${SET_BY_PREPARATION}')`;
  return [
    `${now}.filter(key, ${isForeign} && !(key in ${before} && ${before}[key] == ${now}[key]))`,
    `${before}.filter(key, ${isForeign} && !(key in ${now}))`,
  ].join(' + ');
}

/** As texts, in their order: all that a taint is. */
function taintsBut(object: string, key: string): string {
  const text = "one.key + '=' + one.?value.orValue('') + ':' + one.effect";
  return `${object}.spec.?taints.orValue([]).filter(one, one.key != ${key}).map(one, ${text})`;
}

function unchanged(path: string): string {
  const [parent = '', field = ''] = path.split('.');
  return `object.${parent}.?${field} == oldObject.${parent}.?${field}`;
}
