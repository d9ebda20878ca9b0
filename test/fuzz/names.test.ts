import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  isConfigMapKey,
  isDnsLabel,
  isDnsSubdomain,
  isEnvironmentVariableName,
  isLabelKey,
  isLabelValue,
  isPortName,
} from '../../lib/kubernetes/names.js';
import { manifestsOf, render, unitsOf } from '../../lib/pipeline.js';
import { ENVIRONMENT, RUNTIMES, tenant } from '../config/declarations.js';
import { runs } from '../property-runs.js';
import { filesOf } from '../shop.js';
import { expectAnswer } from './answer.js';
import {
  expectValidNames,
  isFileKey,
  isKey,
  isLabel,
  isPort,
  isSubdomain,
  isValue,
  isVariable,
} from './valid-names.js';

const near = fc.oneof(
  fc.stringMatching(/^[a-z0-9.-]{0,12}$/),
  fc.stringMatching(/^[A-Za-z0-9._/-]{0,12}$/),
  fc
    .tuple(
      fc.stringMatching(/^[a-z0-9.-]{0,4}$/),
      fc.constantFrom(14, 15, 16, 61, 62, 63, 64, 250, 253, 254),
      fc.stringMatching(/^[a-z0-9./-]{0,4}$/),
    )
    .map(([start, length, end]) => `${start}${'a'.repeat(Math.max(length - start.length - end.length, 0))}${end}`),
  fc.string({ unit: 'grapheme', maxLength: 10 }),
  fc.string({ unit: 'binary', maxLength: 5 }),
);

it('names are judged as Kubernetes judges them', () => {
  fc.assert(
    fc.property(near, (text) => {
      expect({
        label: isDnsLabel(text),
        subdomain: isDnsSubdomain(text),
        labelKey: isLabelKey(text),
        labelValue: isLabelValue(text),
        portName: isPortName(text),
        variable: isEnvironmentVariableName(text),
        configMapKey: isConfigMapKey(text),
      }).toEqual({
        label: isLabel(text),
        subdomain: isSubdomain(text),
        labelKey: isKey(text),
        labelValue: isValue(text),
        portName: isPort(text),
        variable: isVariable(text),
        configMapKey: isFileKey(text),
      });
    }),
    runs(3000),
  );
});

/** Alike enough to meet once something is put between them. */
const part = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,3}[a-z0-9])?$/);
const short = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'a-b', 'b-a', 'a-b-a', 'a-a', 'walls', 'platform', 'tenant') },
  { weight: 1, arbitrary: part },
);
/** As long as they may be, or longer by one, once something is added: to one or to two of them. */
const long = fc
  .tuple(part, fc.constantFrom(30, 31, 32, 42, 43, 50, 51, 52, 53, 54, 55, 56, 57, 58, 63))
  .map(([start, length]) => start.padEnd(length, 'x'));
const name = fc.oneof({ weight: 8, arbitrary: short }, { weight: 1, arbitrary: long });
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });
const parts = fc.uniqueArray(fc.oneof({ weight: 3, arbitrary: short }, long), { maxLength: 2 });

const TYPES = [
  'service: {ports: {http: {port: 80}}}',
  'job: {}',
  'job: {schedule: 0 3 * * *}',
  'database: {ports: {pg: {port: 1}}, storage: {size: 1Gi, mountPath: /d, storageClass: ssd}}',
  'sandbox: {ports: {http: {port: 80}}}\n  resources: {memory: 64Mi}',
];

interface Named {
  readonly name: string;
}
interface Workload extends Named {
  readonly type: string;
  readonly files: string[];
  readonly volumes: string[];
  readonly scratch: string[];
  readonly secrets: string[];
}
interface Tenant extends Named {
  readonly namespaces: string[];
  readonly workloads: Workload[];
}

const named = <T extends Named>(each: fc.Arbitrary<T>, minLength: number) =>
  fc.uniqueArray(each, { selector: (one) => one.name, minLength, maxLength: 3 });
const workload: fc.Arbitrary<Workload> = fc.record({
  name: fc.oneof(short, long),
  type: fc.constantFrom(...TYPES),
  files: parts,
  volumes: parts,
  scratch: parts,
  secrets: parts,
});
const tenants = named<Tenant>(fc.record({ name, namespaces: names, workloads: named(workload, 0) }), 1);

const map = (all: readonly string[], value: (each: string, index: number) => object) =>
  JSON.stringify(Object.fromEntries(all.map((each, index) => [each, value(each, index)])));

function workloadText({ name: own, type, files, volumes, scratch, secrets }: Workload, namespace: string): string {
  return `apiVersion: bulkhead.dev/v1alpha1
kind: Workload
metadata: {name: ${own}}
spec:
  namespace: ${namespace}
  image: registry.example.com/x:1
  ${type}
  files: ${map(files, (_, index) => ({ mountPath: `/f${index}`, data: { a: 'b' } }))}
  volumes: ${map(volumes, (each, index) => ({ mountPath: `/v${index}`, claim: each, create: { size: '1Gi', storageClass: 'ssd' } }))}
  scratch: ${map(scratch, (_, index) => ({ mountPath: `/s${index}`, size: '1Mi' }))}
  externalSecrets: ${map(secrets, () => ({ store: 'vault', keys: { a: { remoteKey: 'b' } } }))}
`;
}

/** One cluster of that name; namespaces belong to the first tenant that names them. */
function filesNamed(cluster: string, all: readonly Tenant[]) {
  const texts: Record<string, string> = {
    [`environments/${cluster}/platform/environment.yaml`]: ENVIRONMENT.replace('name: prod\n', `name: ${cluster}\n`),
    [`environments/${cluster}/platform/runtimes.yaml`]: RUNTIMES,
  };
  const taken = new Set<string>();
  for (const { name: own, namespaces, workloads } of all) {
    const free = namespaces.filter((each) => !taken.has(each));
    const [first] = free;
    if (first === undefined) continue;
    for (const each of free) taken.add(each);
    const storage = '    storage: {total: 900Gi, claims: 90, classes: {ssd: {storage: 900Gi}}}\n';
    texts[`environments/${cluster}/platform/${own}.yaml`] =
      tenant(own).replace(`${own}-web: {}`, free.map((each) => `${each}: {}`).join('\n    ')) + storage;
    if (workloads.length > 0)
      texts[`environments/${cluster}/tenants/${own}/all.yaml`] = workloads
        .map((each) => workloadText(each, first))
        .join('---\n');
  }
  return filesOf(texts);
}

it('names that are composed of declared ones are valid, and one object has one name', () => {
  let rendered = 0;
  let tried = 0;
  fc.assert(
    fc.property(name, tenants, (cluster, all) => {
      tried++;
      const { fleet, problems } = expectAnswer(filesNamed(cluster, all));
      for (const { message } of problems) expect(message).toMatch(/at most \d+ (?:characters )?fit into the/);
      if (problems.length > 0) return;
      rendered++;
      const identities = new Map<string, number>();
      for (const unit of fleet.clusters.flatMap(unitsOf)) {
        for (const { object, identity } of manifestsOf(unit).flatMap(({ objects }) => objects)) {
          identities.set(identity, (identities.get(identity) ?? 0) + 1);
          expectValidNames(object);
        }
      }
      // Where two meet, that is said, and nothing is written.
      const twice = [...identities.values()].reduce((sum, count) => sum + count - 1, 0);
      expect(render(fleet).problems.length).toBe(twice);
    }),
    runs(120),
  );
  expect(rendered / tried).toBeGreaterThan(0.1);
});
