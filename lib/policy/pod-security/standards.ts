import { POD_SECURITY } from '../../config/labels.js';
import type { KubernetesObject } from '../../kubernetes/object.js';
import { podSecurityOf } from '../../kubernetes/pod-security/namespace-labels.js';
import {
  type LevelVersion,
  minorOf,
  type PolicyVersion,
  versionKnownTo,
} from '../../kubernetes/pod-security/version.js';
import { type Context, SYSTEM_NAMESPACES } from '../context.js';
import { labelsOf } from '../objects.js';
import type { Severity } from '../rule.js';
import { declaredTenant } from '../walled.js';

/** A level that the pods of a namespace are held to. */
export interface Standard extends LevelVersion {
  /** What it costs to violate it: to be refused, a warning for who applies it, or a line in the audit log. */
  readonly severity: Severity;
  /** The version whose rules the cluster has for it. */
  readonly applied: PolicyVersion;
}

/** What pods of unknown namespaces are held to: it stops known ways out of a pod, and most pods pass it as they are. */
const ASSUMED: LevelVersion = { level: 'baseline', version: 'latest' };

/** What pods are held to, by their namespace; each is looked into once. */
export class Standards {
  private readonly context: Context;
  private readonly namespaces = new Map<string, KubernetesObject>();
  private readonly known = new Map<string | undefined, readonly Standard[]>();

  constructor(context: Context) {
    this.context = context;
    for (const { object } of context.objects.ofKind('/Namespace'))
      if (!this.namespaces.has(object.metadata.name)) this.namespaces.set(object.metadata.name, object);
  }

  /** The most severe first. */
  of(namespace: string | undefined): readonly Standard[] {
    const known = this.known.get(namespace);
    if (known !== undefined) return known;
    const standards = this.labelled(namespace) ?? this.enforced(this.declared(namespace) ?? assumed(namespace));
    this.known.set(namespace, standards);
    return standards;
  }

  /** As the labels of the Namespace say, where it is among the objects and they name a level. */
  private labelled(namespace: string | undefined): readonly Standard[] | undefined {
    const found = namespace === undefined ? undefined : this.namespaces.get(namespace);
    if (found === undefined) return undefined;
    const labels = labelsOf(found);
    if (!POD_SECURITY.some(({ level }) => Object.hasOwn(labels, level))) return undefined;
    const { enforce, warn, audit } = podSecurityOf(labels);
    return distinct([...this.enforced(enforce), this.standard(warn, 'warning'), this.standard(audit, 'note')]);
  }

  private declared(namespace: string | undefined): LevelVersion | undefined {
    const tenant = declaredTenant(this.context, namespace);
    const environment = this.context.cluster?.environment.spec;
    if (tenant === undefined || environment === undefined) return undefined;
    return {
      level: tenant.spec.podSecurity ?? environment.podSecurity,
      version: `v${environment.kubernetesVersion}` as PolicyVersion,
    };
  }

  private enforced(level: LevelVersion | undefined): Standard[] {
    return level === undefined ? [] : distinct([this.standard(level, 'error')]);
  }

  private standard({ level, version }: LevelVersion, severity: Severity): Standard {
    const cluster = this.context.cluster?.environment.spec.kubernetesVersion;
    const applied = cluster === undefined ? version : versionKnownTo(minorOf(`v${cluster}` as PolicyVersion), version);
    return { level, version, severity, applied };
  }
}

function assumed(namespace: string | undefined): LevelVersion | undefined {
  return namespace !== undefined && SYSTEM_NAMESPACES.has(namespace) ? undefined : ASSUMED;
}

/** Without those that demand nothing, or what a more severe one demands. */
function distinct(standards: readonly Standard[]): Standard[] {
  return standards.filter(
    ({ level, applied }, index) =>
      level !== 'privileged' &&
      standards.findIndex((other) => other.level === level && minorOf(other.applied) === minorOf(applied)) === index,
  );
}
