import { type Case, type Declarations, file } from './case.js';
import { COMPANY, declared, declaring, ENVIRONMENT, RUNTIMES, SHOP_PATCH, SHOP_TENANT } from './company.js';

const DEV = 'environments/dev/platform/environment.yaml';

/** The same in a second environment on the same layer, which has no bank. */
const TWO: Declarations = declaring(ENVIRONMENT, '  name: prod\n', '  name: dev\n', DEV);

const dev = file(DEV);
const kata = (version: string, environment: string) =>
  declaring(ENVIRONMENT, '      kvm: true\n', `      kvm: true\n      kata: {version: "${version}"}\n`, environment);

/** Dev and prod with a version of Kata on their nodes. */
const versions = (dev: string, prod: string): Declarations => ({
  [DEV]: (kata(dev, DEV)[DEV] ?? '').replace('  name: prod\n', '  name: dev\n'),
  ...kata(prod, ENVIRONMENT),
});

export const changeCases: readonly Case[] = [
  { title: 'no change', before: TWO, declarations: TWO, finds: [] },
  {
    title: 'a handler in the layer of two environments',
    before: TWO,
    declarations: {
      ...TWO,
      ...declaring(RUNTIMES, '  preset: kata-clh\n', '  preset: kata-clh\n  handler: kata-clh-next\n'),
    },
    finds: [
      {
        is: 'change/several-node-layers: Runtime kata-clh: spec.handler',
        declared: declared.runtimes('handler: »kata-clh-next'),
      },
      {
        is: 'change/several-node-layers: Runtime kata-clh: spec.handler',
        declared: declared.runtimes('handler: »kata-clh-next'),
      },
    ],
  },
  {
    title: 'Kata in one environment',
    before: versions('4.0.0', '4.0.0'),
    declarations: versions('4.1.0', '4.0.0'),
    finds: [],
  },
  {
    title: 'Kata in two environments at once',
    before: versions('4.0.0', '4.0.0'),
    declarations: versions('4.1.0', '4.1.0'),
    finds: [
      {
        is: 'change/several-node-layers: Environment dev: spec.nodePools.kata.kata.version',
        declared: dev('kata: {version: »"4.1.0"}'),
      },
      {
        is: 'change/several-node-layers: Environment prod: spec.nodePools.kata.kata.version',
        declared: declared.environment('kata: {version: »"4.1.0"}'),
      },
    ],
  },
  {
    title: 'a tenant that moves out of the layer',
    before: TWO,
    // In prod a patch of it stands already, which is all that is left.
    declarations: { ...TWO, [SHOP_TENANT]: null, [SHOP_PATCH]: COMPANY[SHOP_TENANT] ?? '' },
    finds: [{ is: 'change/moved-layer: Tenant shop: metadata.name', declared: declared.shopPatch('name: »shop') }],
  },
];
