import { expect, it } from 'vitest';
import { isObject, type JsonObject, type Path, valueAt } from '../../../lib/kubernetes/json.js';
import { describeObject, identityOf, type KubernetesObject } from '../../../lib/kubernetes/object.js';
import { Context } from '../../../lib/policy/context.js';
import { judge } from '../../../lib/policy/judge.js';
import { RULE_IDS, RULES } from '../../../lib/policy/registry.js';
import { fleetOf, SHOP } from '../../shop.js';
import { objectsIn, renderedObjects, TODAY } from '../judged.js';

/** An environment that renders everything, with one fault planted in its objects, and all that every rule finds. */
export interface Case {
  readonly title: string;
  /** What is changed in the objects. */
  readonly plant?: Plant;
  /** Files that are declared besides, by their path. */
  readonly declarations?: Readonly<Record<string, string>>;
  /** `rule: Kind namespace/name: path`, in any order. */
  readonly finds: readonly string[];
}

export type Plant = (objects: KubernetesObject[]) => void;

const BANK = `\
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: bank}
spec:
  owners: {admin: [bank-admins]}
  contact: bank@example.com
  costCentre: cc-0815
  namespaces: {bank-ledger: {}}
  images: {digests: true}
  runtimes: {allowed: [kata-clh], default: kata-clh}
  quota: {cpu: 4, memory: 8Gi}
`;

const LEDGER = `\
apiVersion: bulkhead.dev/v1alpha1
kind: Workload
metadata: {name: ledger}
spec:
  namespace: bank-ledger
  image: registry.example.com/bank/ledger@sha256:${'4f'.repeat(32)}
  service: {ports: {http: {port: 8080}}}
`;

/** The shop, and a second tenant beside it that names its images by digest. */
const TWO_TENANTS: Readonly<Record<string, string>> = {
  ...SHOP,
  'environments/prod/platform/bank.yaml': BANK,
  'environments/prod/tenants/bank/ledger.yaml': LEDGER,
};

function renderedWith(declarations: Readonly<Record<string, string>>) {
  const cluster = fleetOf({ ...TWO_TENANTS, ...declarations }).clusters.find(({ name }) => name === 'prod');
  if (cluster === undefined) throw new Error('the environment is gone');
  return { cluster, rendered: renderedObjects(cluster) };
}

const asDeclared = renderedWith({});
const locator = { declaration: () => undefined, manifest: () => undefined };

export function findingsOf({ plant = () => {}, declarations }: Pick<Case, 'plant' | 'declarations'>): string[] {
  const { cluster, rendered } = declarations === undefined ? asDeclared : renderedWith(declarations);
  const objects = structuredClone(rendered.map(({ object }) => object));
  plant(objects);
  const origins = new Map(rendered.map((judged) => [judged.identity, judged]));
  const judged = objects.map((object) => {
    const identity = identityOf(object);
    const { file = 'planted.yaml', document = 0, origin } = origins.get(identity) ?? {};
    return { object, identity, file, document, origin };
  });
  const { findings } = judge(new Context(cluster, judged), { rules: RULES, known: RULE_IDS, locator, today: TODAY });
  const lines = findings.map(({ rule, object, path }) => {
    const where = object === undefined ? '' : describeObject({ ...object, metadata: reference(object) });
    return `${rule.id}: ${where}${path === undefined ? '' : `: ${path}`}`;
  });
  return lines.sort();
}

function reference({ namespace, name }: { namespace?: string; name: string }) {
  return namespace === undefined ? { name } : { namespace, name };
}

/** Runs a table, in which each rule of the category has to have a case. */
export function testCases(category: string, cases: readonly Case[]): void {
  it.each(cases.map((one) => [one.title, one] as const))('%s', (_, one) => {
    expect(findingsOf(one)).toEqual([...one.finds].sort());
  });

  it('has a case for every rule', () => {
    const ids = RULES.filter(({ id }) => id.startsWith(`${category}/`)).map(({ id }) => id);
    const found = new Set(cases.flatMap(({ finds }) => finds.map((line) => line.split(': ')[0])));
    expect(ids.filter((id) => !found.has(id))).toEqual([]);
  });
}

/** Puts a value into an object that is rendered, which has to be there; undefined removes. */
export function set(object: string, path: Path, value: unknown): Plant {
  return change(object, path, () => value);
}

export function change(name: string, path: Path, to: (value: unknown) => unknown): Plant {
  return (objects) => {
    const object = objects.find((one) => describeObject(one) === name);
    if (object === undefined) throw new Error(`${name} is not rendered`);
    const key = path.at(-1);
    const parent = valueAt(object, path.slice(0, -1));
    if (key === undefined || (!isObject(parent) && !Array.isArray(parent)))
      throw new Error(`${path.join('.')} is nowhere`);
    const map = parent as Record<string | number, unknown>;
    const value = to(map[key]);
    if (value === undefined) delete map[key];
    else map[key] = value;
  };
}

export function remove(name: string): Plant {
  return (objects) => {
    const at = objects.findIndex((one) => describeObject(one) === name);
    if (at < 0) throw new Error(`${name} is not rendered`);
    objects.splice(at, 1);
  };
}

export function add(yaml: string): Plant {
  return (objects) => objects.push(...objectsIn(yaml).map(({ object }) => object));
}

/** Puts an item behind those of a list. */
export function append(object: string, path: Path, item: unknown): Plant {
  return change(object, path, (list) => [...((list ?? []) as JsonObject[]), item]);
}
