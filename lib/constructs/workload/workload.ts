import { Construct } from 'constructs';
import { originate } from '../manifest-file.js';
import { Claims } from './claims.js';
import { Database } from './database.js';
import { ExternalSecrets } from './external-secrets.js';
import { Files } from './files.js';
import { Job } from './job.js';
import type { WorkloadProps } from './props.js';
import { Service } from './service.js';

/** Everything that one Workload renders, but for its NetworkPolicy, which is one of its tenant's walls. */
export class Workload extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    const { spec } = props.workload;
    originate(this, props.workload);
    new Files(this, 'files', props);
    new Claims(this, 'claims', props);
    new ExternalSecrets(this, 'external-secrets', props);
    if (spec.job !== undefined) new Job(this, 'job', props);
    else if (spec.database !== undefined) new Database(this, 'database', props);
    else new Service(this, 'service', props);
  }
}
