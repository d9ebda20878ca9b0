import { join } from 'node:path';
import { dump } from 'js-yaml';
import { toYaml } from '../../../lib/synth/yaml.js';
import { templateFiles } from '../rendered.js';
import { withHoles } from '../template.js';
import { writeFiles } from '../tenants.js';
import type { Tool } from '../tool.js';
import { installed } from './installed.js';

/**
 * One chart over all tenants, in the form that is the fastest for Helm: one values.yaml (a file per tenant through
 * `.Files.Glob` and `fromYaml` takes longer), one template per file instead of one for all, all to standard output
 * (`--output-dir` takes longer), a release that no cluster is asked about.
 */
export const helm: Tool = {
  name: 'helm',
  version: () => installed('helm', 'version', '--short'),
  prepare({ folder, tenants }) {
    const templates = Object.entries(templateFiles()).map(([file, objects]) => {
      const documents = objects.map((object) => `---\n${toYaml(object)}`).join('');
      const filled = withHoles(documents, (field) => `{{ .${field} }}`);
      return [`chart/templates/${file}`, `{{- range .Values.tenants }}\n${filled}{{- end }}\n`];
    });
    writeFiles(folder, {
      'chart/Chart.yaml': dump({ apiVersion: 'v2', name: 'tenants', version: '1.0.0' }),
      'chart/values.yaml': dump({ tenants }),
      ...Object.fromEntries(templates),
    });
  },
  contenders: [
    {
      name: 'helm template, one chart',
      measures: ['command'],
      output: 'all.yaml',
      command: ({ folder }) => ({
        argv: ['helm', 'template', 'tenants', join(folder, 'chart')],
        stdout: join(folder, 'all.yaml'),
        // Nothing of the home folder: neither plugins nor a cluster's credentials.
        env: {
          HELM_CACHE_HOME: join(folder, 'home'),
          HELM_CONFIG_HOME: join(folder, 'home'),
          HELM_DATA_HOME: join(folder, 'home'),
          KUBECONFIG: '/dev/null',
        },
      }),
    },
  ],
};
