import { Construct } from 'constructs';
import type { Cluster } from './config/declaration.js';
import { unitsOf } from './pipeline.js';

export interface EnvironmentProps {
  readonly cluster: Cluster;
}

/** An environment whole: everything that `bulkhead synth` renders for it. */
export class Environment extends Construct {
  constructor(scope: Construct, id: string, { cluster }: EnvironmentProps) {
    super(scope, id);
    for (const unit of unitsOf(cluster)) unit.compose(new Construct(this, unit.name));
  }
}
