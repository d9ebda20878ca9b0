import { Construct } from 'constructs';
import type { Cluster } from '../../../config/declaration.js';
import { NODE_PREPARATION_NAME, nodePreparationOf, preparedPools } from '../../../config/node-preparation.js';
import { nodePreparationScripts } from '../../../kata/node-preparation/scripts.js';
import { originate } from '../../manifest-file.js';
import { addAccess } from './access.js';
import { addAdmission } from './admission.js';
import { addConfigMap } from './config-map.js';
import { addDaemonSet } from './daemon-set.js';
import { nodeFiles } from './files.js';
import { addNamespace } from './namespace.js';
import { addNetwork } from './network.js';
import { nodePreparationProps } from './props.js';

/**
 * What makes nodes able to run Kata: an agent on every node of the pools that declare it, in a namespace with nothing else,
 * held to its own node by an admission policy. The most powerful thing that is rendered.
 */
export class NodePreparation extends Construct {
  constructor(scope: Construct, id: string, { cluster }: { readonly cluster: Cluster }) {
    super(scope, id);
    const props = nodePreparationProps(cluster);
    const { environment, preparation } = props;
    originate(this, environment, ['spec', 'nodePreparation']);
    addNamespace(this, props);
    addAdmission(this, props);
    addAccess(this, props);
    addNetwork(this, props);
    const { namespace } = preparation;
    const scripts = addConfigMap(
      this,
      { id: 'scripts', prefix: `${NODE_PREPARATION_NAME}-scripts`, namespace },
      nodePreparationScripts(),
    );
    for (const pool of preparedPools(environment)) {
      const of = originate(new Construct(this, pool.name), environment, ['spec', 'nodePools', pool.name]);
      const data = nodeFiles(cluster, pool, environment.spec.nodePreparation?.startupTaint ?? '');
      const files = addConfigMap(of, { id: 'files', prefix: nodePreparationOf(pool.name), namespace }, data);
      addDaemonSet(of, props, pool, { scripts, files });
    }
  }

  /** Whether there are nodes to prepare. */
  static isDeclared({ environment }: Cluster): boolean {
    return preparedPools(environment).length > 0;
  }
}
