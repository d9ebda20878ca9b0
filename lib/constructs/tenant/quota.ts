import { Construct } from 'constructs';
import type { Cluster, Tenant } from '../../config/declaration.js';
import { limitRangeItems } from '../../config/limit-range.js';
import { derive } from '../../config/provenance.js';
import { limitsOf, quotaOf, quotaPath, ratioOf } from '../../config/quota.js';
import { resourceQuotas } from '../../config/resource-quotas.js';
import type { ScopeRequirement } from '../../kubernetes/quota/scopes.js';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';
import { toQuantities } from '../quantities.js';

export interface TenantQuotaProps {
  readonly cluster: Cluster;
  readonly tenant: Tenant;
  readonly namespace: string;
}

/** The ResourceQuotas of a namespace and its LimitRange. */
export class TenantQuota extends Construct {
  constructor(scope: Construct, id: string, props: TenantQuotaProps) {
    super(scope, id);
    const { cluster, tenant, namespace } = props;
    originate(this, tenant, quotaPath(tenant, namespace, 'quota', []));
    const quota = quotaOf(tenant.declared, namespace);
    for (const { name, bounds, scope } of resourceQuotas(cluster.environment.spec, tenant.spec, quota)) {
      const object = this.add(
        namespace,
        name,
        Object.fromEntries(bounds.map(({ key, amount }) => [key, amount])),
        scope,
      );
      if (Object.hasOwn(quota.scoped, name))
        originate(object, tenant, quotaPath(tenant, namespace, 'quota', ['scoped', name]));
    }
    addLimitRange(this, props);
  }

  private add(
    namespace: string,
    name: string,
    hard: Record<string, string | number>,
    scope?: ScopeRequirement,
  ): KubernetesObject {
    return new KubernetesObject(this, `quota-${name}`, {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name, namespace },
      spec: { hard, ...(scope === undefined ? {} : { scopeSelector: { matchExpressions: [scope] } }) },
    });
  }
}

/** The LimitRange `defaults`: with limits in a quota, a container that names none would be refused without it. */
function addLimitRange(scope: Construct, { cluster: { environment }, tenant, namespace }: TenantQuotaProps): void {
  const limits = limitsOf(tenant.declared, namespace);
  const ratio = (resource: 'cpu' | 'memory') =>
    limits.container.maxLimitRequestRatio?.[resource] ??
    derive(environment.declared.overcommit[resource], () =>
      ratioOf(environment.spec, limitsOf(tenant.spec, namespace), resource),
    );
  const items = limitRangeItems(limits, { cpu: ratio('cpu'), memory: ratio('memory') }).map(({ type, ...amounts }) => ({
    type,
    ...Object.fromEntries(Object.entries(amounts).map(([field, each]) => [field, toQuantities(each ?? {})])),
  }));
  const range = new KubernetesObject(scope, 'limit-range', {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'defaults', namespace },
    spec: { limits: items },
  });
  originate(range, tenant, quotaPath(tenant, namespace, 'limits', []));
}
