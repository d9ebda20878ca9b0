import { dump } from 'js-yaml';
import type { Json } from '../../../lib/kubernetes/json.js';
import { apiGroup, type KubernetesObject } from '../../../lib/kubernetes/object.js';
import { toYaml } from '../../../lib/synth/yaml.js';
import { templateFiles } from '../rendered.js';
import { compile, withHoles } from '../template.js';
import { type TenantValues, writeFiles } from '../tenants.js';
import type { Tool } from '../tool.js';
import { installed } from './installed.js';

/** A base of our objects with the sentinels in them, and an overlay for each tenant that patches its values in. */
export const kustomize: Tool = {
  name: 'kustomize',
  version: () => installed('kustomize', 'version'),
  prepare({ folder, tenants }) {
    const files = templateFiles();
    const patches = Object.values(files).flatMap((objects) => objects.map(patchOf));
    const overlay = (values: TenantValues) =>
      dump({ resources: ['../../base'], patches: patches.map((patch) => patch(values)) });
    writeFiles(folder, {
      'base/kustomization.yaml': dump({ resources: Object.keys(files) }),
      ...Object.fromEntries(
        Object.entries(files).map(([file, objects]) => [
          `base/${file}`,
          objects.map((object) => toYaml(object)).join('---\n'),
        ]),
      ),
      ...Object.fromEntries(tenants.map((values) => [`tenants/${values.name}/kustomization.yaml`, overlay(values)])),
      'all/kustomization.yaml': dump({ resources: tenants.map(({ name }) => `../tenants/${name}`) }),
    });
  },
  contenders: [
    {
      name: 'kustomize, one call per tenant',
      measures: ['command'],
      output: 'out',
      command: ({ folder }) => ({
        cwd: folder,
        argv: [
          'sh',
          '-c',
          'mkdir out && cd tenants && for t in *; do kustomize build $t -o ../out/$t.yaml || exit 1; done',
        ],
      }),
    },
    {
      name: 'kustomize, one overlay over all',
      measures: ['command'],
      output: 'all.yaml',
      command: ({ folder }) => ({ cwd: folder, argv: ['kustomize', 'build', 'all', '-o', 'all.yaml'] }),
    },
  ],
};

/** The JSON patch (RFC 6902) that puts a tenant's values into one object of the base. */
function patchOf(object: KubernetesObject): (values: TenantValues) => object {
  const { apiVersion, kind, metadata } = object;
  const target = {
    group: apiGroup(apiVersion),
    version: apiVersion.slice(apiVersion.indexOf('/') + 1),
    kind,
    name: metadata.name,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
  };
  const leaves = holes(object, '').map(({ path, text }) => ({ path, value: compile(text) }));
  return (values) => ({
    target,
    patch: JSON.stringify(leaves.map(({ path, value }) => ({ op: 'replace', path, value: value(values) }))),
  });
}

/** The strings with a hole, by JSON pointer (RFC 6901). */
function holes(value: Json, path: string): { path: string; text: string }[] {
  if (typeof value === 'string') return withHoles(value, () => '') === value ? [] : [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    holes(item, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}
