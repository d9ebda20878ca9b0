import { Construct } from 'constructs';
import { unmark } from '../../config/provenance.js';
import type { JobSpec } from '../k8s.js';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';
import { digestOf } from './digest.js';
import { labelsOf, podTemplateOf } from './pod.js';
import type { WorkloadProps } from './props.js';

/**
 * A workload that runs to its end: a CronJob where it has a schedule, else a Job. A Job's template is immutable, so its
 * name carries a hash of it: a change runs a new Job, and Argo CD removes the old one.
 */
export class Job extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    const { workload } = props;
    const { job } = workload.declared;
    if (job === undefined) return;
    originate(this, workload, ['spec', 'job']);
    const metadata = { namespace: workload.spec.namespace, labels: labelsOf(props) };
    if (job.schedule === undefined) {
      const spec = jobSpec(props);
      const hash = digestOf(plain(spec), 8);
      new KubernetesObject(this, 'job', {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { ...metadata, name: `${workload.name}-${hash}` },
        spec,
      });
      return;
    }
    new KubernetesObject(this, 'cron-job', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { ...metadata, name: workload.name },
      spec: {
        schedule: job.schedule,
        concurrencyPolicy: job.concurrency,
        ...(job.timeZone === undefined ? {} : { timeZone: job.timeZone }),
        jobTemplate: { spec: jobSpec(props) },
      },
    });
  }
}

function jobSpec(props: WorkloadProps): JobSpec {
  const { job } = props.workload.declared;
  return {
    ...(job === undefined
      ? {}
      : { completions: job.completions, parallelism: job.parallelism, backoffLimit: job.retries }),
    ...(job?.deadlineSeconds === undefined ? {} : { activeDeadlineSeconds: job.deadlineSeconds }),
    ...(job?.keepSeconds === undefined ? {} : { ttlSecondsAfterFinished: job.keepSeconds }),
    template: podTemplateOf(props, 'Never'),
  };
}

function plain(spec: JobSpec): unknown {
  return unmark(spec, () => {});
}
