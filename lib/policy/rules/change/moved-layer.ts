import type { Declaration, Fleet } from '../../../config/declaration.js';
import { listed } from '../../fields.js';
import type { ChangeRule } from '../../rule.js';
import { SAMPLE } from '../../sample.js';

const tenant = (layer: string, spec = '') => ({
  [`${layer}/platform/press.yaml`]: `
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: press}
spec:
${
  spec ||
  `  owners: {admin: [press-admins]}
  contact: press@example.com
  costCentre: cc-press
  namespaces: {press: {}}
  runtimes: {allowed: [kata-clh], default: kata-clh}
  quota: {cpu: 1, memory: 1Gi}`
}
`,
});

const prod = {
  'prod/platform/environment.yaml': (SAMPLE['sample/platform/environment.yaml'] ?? '').replace(
    'metadata: {name: sample}',
    'metadata: {name: prod}',
  ),
};

export const movedLayer: ChangeRule = {
  id: 'change/moved-layer',
  scope: 'change',
  severity: 'warning',
  what: 'A declaration stays in the layer that it is in.',
  why: 'A layer decides which environments have it and who owns it. A file that moves looks like no change in a pull request, and takes a tenant out of one environment or puts it into another.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/glossary/#overlay',
  fix: 'See to it that each environment that the finding names is meant to gain or lose it, and say so in the pull request; or leave the declaration where it is and patch it.',
  examples: {
    valid: [
      { title: 'another file of the same layer', before: tenant('company'), after: rename(tenant('company')) },
      {
        title: 'a patch beside it',
        before: tenant('company'),
        after: { ...tenant('company'), ...tenant('sample', '  costCentre: cc-2') },
      },
      { title: 'it goes', before: tenant('company'), after: {} },
      {
        title: 'a layer by another name',
        before: { ...prod, ...tenant('prod') },
        after: Object.fromEntries(
          Object.entries({ ...prod, ...tenant('prod') }).map(([path, text]) => [
            path.replace(/^prod/, 'production'),
            text.replace('{name: prod}', '{name: production}'),
          ]),
        ),
      },
    ],
    invalid: [
      {
        title: 'down, so that others lose it',
        before: { ...prod, ...tenant('company') },
        after: { ...prod, ...tenant('prod') },
        finds: ['Tenant "press" moves from layer "company" to "prod"; environment "sample" loses it'],
      },
      {
        title: 'up, so that others gain it',
        before: { ...prod, ...tenant('prod') },
        after: { ...prod, ...tenant('company') },
        finds: ['Tenant "press" moves from layer "prod" to "company"; environment "sample" gains it'],
      },
      {
        title: 'into a patch that is there, so that others lose it',
        before: { ...prod, ...tenant('company'), ...tenant('prod', '  costCentre: cc-2') },
        after: { ...prod, ...tenant('prod') },
        finds: ['Tenant "press" moves from layer "company" to "prod"; environment "sample" loses it'],
      },
      {
        title: 'from one environment to another',
        before: { ...prod, ...tenant('sample') },
        after: { ...prod, ...tenant('prod') },
        finds: [
          'Tenant "press" moves from layer "sample" to "prod"; environment "prod" gains it; environment "sample" loses it',
        ],
      },
    ],
  },
  *check({ before, after }) {
    const [earlier, later] = [statementsIn(before), statementsIn(after)];
    const [layersBefore, layersAfter] = [layersIn(before, earlier), layersIn(after, later)];
    for (const [identity, { declaration, layers, environments }] of later) {
      const known = earlier.get(identity);
      if (known === undefined) continue;
      const left = [...known.layers].filter((layer) => !layers.has(layer));
      const entered = [...layers].filter((layer) => !known.layers.has(layer));
      if (left.length === 0 || entered.length === 0) continue;
      // A folder that is renamed takes everything with it, and is no move between two that are there.
      const renamed =
        left.every((layer) => !layersAfter.has(layer)) && entered.every((layer) => !layersBefore.has(layer));
      if (renamed) continue;
      const gains = [...environments].filter((name) => !known.environments.has(name));
      const loses = [...known.environments].filter((name) => !environments.has(name));
      yield {
        message: [
          `${declaration.kind} "${declaration.name}" moves from layer ${listed(left)} to ${listed(entered)}`,
          ...told(gains, 'gains', 'gain'),
          ...told(loses, 'loses', 'lose'),
        ].join('; '),
        declared: { declaration, path: ['metadata', 'name'] },
      };
    }
  },
};

/** Where a declaration is stated first, below the layers that patch it, and who has it. */
interface Statements {
  readonly declaration: Declaration;
  readonly layers: Set<string>;
  readonly environments: Set<string>;
}

/** An Environment is its own layer and cannot move. */
function statementsIn({ clusters }: Fleet): Map<string, Statements> {
  const found = new Map<string, Statements>();
  for (const { name, environment, runtimes, tenants, workloads, exceptions } of clusters) {
    const root = rootOf(environment, name);
    const workloadsOfAll = [...workloads.values()].flatMap((each) => [...each.values()]);
    for (const declaration of [...runtimes.values(), ...tenants.values(), ...workloadsOfAll, ...exceptions]) {
      const known = found.get(declaration.identity) ?? { declaration, layers: new Set(), environments: new Set() };
      found.set(declaration.identity, known);
      known.environments.add(name);
      const path = declaration.layers[0]?.file.path ?? '';
      known.layers.add(path.slice(root.length).split('/')[0] ?? '');
    }
  }
  return found;
}

/** The declarations' folder, as paths are shown: an Environment stands in `<root><environment>/platform/`. */
function rootOf({ layers }: Declaration<'Environment'>, name: string): string {
  const path = layers.at(-1)?.file.path ?? '';
  return path.slice(0, Math.max(0, path.lastIndexOf(`/${name}/platform/`) + 1));
}

function layersIn({ clusters }: Fleet, statements: ReadonlyMap<string, Statements>): Set<string> {
  const stated = [...statements.values()].flatMap(({ layers }) => [...layers]);
  return new Set([...clusters.flatMap(({ name, environment }) => [name, ...environment.spec.extends]), ...stated]);
}

function told(names: readonly string[], one: string, several: string): string[] {
  if (names.length === 0) return [];
  return [
    `${names.length === 1 ? 'environment' : 'environments'} ${listed(names)} ${names.length === 1 ? one : several} it`,
  ];
}

function rename(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.replace('press.yaml', 'tenants/press.yaml'), text]),
  );
}
