import { GRANT } from '../../../config/labels.js';
import { grantList, shown } from './cel.js';
import type { Validation } from './policy.js';

/** As a grant spells it: `key=value:effect`, or `key:effect` where every value is tolerated. An operator of neither kind matches none. */
export function tolerationsOf(spec: string): string {
  const operator = "one.?operator.orValue('')";
  const value = [
    `${operator} == 'Exists' ? ''`,
    `${operator} in ['', 'Equal'] ? '=' + one.?value.orValue('')`,
    `' ' + ${operator}`,
  ].join(' : ');
  return `${spec}.?tolerations.orValue([]).map(one, one.?key.orValue('') + (${value}) + ':' + one.?effect.orValue(''))`;
}

/** What the API server gives every pod (plugin/pkg/admission/defaulttolerationseconds). */
const OF_EVERY_POD = ['node.kubernetes.io/not-ready:NoExecute', 'node.kubernetes.io/unreachable:NoExecute'];

/** After `tolerations`, `formerTolerations` and `runtime`. */
export const TOLERATION_VARIABLES = {
  grantedTolerations: grantList(GRANT.tolerations),
  foreignTolerations: `variables.tolerations.filter(one, !(one in variables.formerTolerations + [${OF_EVERY_POD.map((one) => `'${one}'`).join(', ')}]) && !(one in variables.grantedTolerations) && !(one + '@' + variables.runtime in variables.grantedTolerations))`,
};

export const TOLERATION_VALIDATIONS: readonly Validation[] = [
  {
    expression: 'size(variables.foreignTolerations) == 0',
    messageExpression: `'toleration ' + variables.foreignTolerations.join(', ') + ' is not granted; granted: ' + ${shown('variables.grantedTolerations')}`,
  },
];
