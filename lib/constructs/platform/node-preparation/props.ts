import type { Cluster, Environment } from '../../../config/declaration.js';
import type { EnvironmentSpec } from '../../../config/schema/environment.js';

type Preparation = NonNullable<EnvironmentSpec['nodePreparation']>;

export interface NodePreparationProps {
  readonly cluster: Cluster;
  readonly environment: Environment;
  /** As declared: to place. */
  readonly preparation: Preparation;
}

/** Throws where the environment declares none: whoever asks has looked. */
export function nodePreparationProps(cluster: Cluster): NodePreparationProps {
  const { environment } = cluster;
  const preparation = environment.declared.nodePreparation;
  if (preparation === undefined) throw new Error(`environment ${environment.name} declares no node preparation`);
  return { cluster, environment, preparation };
}
