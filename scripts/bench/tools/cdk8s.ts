import { createRequire } from 'node:module';
import { join } from 'node:path';
import { templateFiles } from '../rendered.js';
import { writeFiles } from '../tenants.js';
import type { Contender, Tool } from '../tool.js';
import { valuesFiles } from './values.js';

const APP = join(import.meta.dirname, 'cdk8s-app.js');

function contender(name: string, mode: string): Contender {
  return {
    name,
    measures: ['command', 'part'],
    output: mode,
    command: ({ folder }) => ({ argv: [process.execPath, APP, mode, folder, join(folder, mode)] }),
  };
}

/**
 * cdk8s as it comes, with `app.synth()`. Its objects are plain data that is given to ApiObject as it is, one chart for
 * each file: no constructs above, no types checked, which is the least that an app of cdk8s can do.
 */
export const cdk8s: Tool = {
  name: 'cdk8s',
  version: () => (createRequire(import.meta.url)('cdk8s/package.json') as { version: string }).version,
  prepare({ folder, tenants }) {
    writeFiles(folder, { 'template.json': JSON.stringify(templateFiles()), ...valuesFiles(tenants) });
  },
  contenders: [contender('cdk8s, one App per tenant', 'per-tenant'), contender('cdk8s, one App', 'one-app')],
};
