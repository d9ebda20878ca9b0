import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { documentSchema, jsonSchema } from '../../lib/config/schema/document.js';
import { KIND_NAMES } from '../../lib/config/schema/kinds.js';
import { isObject } from '../../lib/kubernetes/json.js';

interface Node {
  readonly path: string;
  readonly schema: Record<string, unknown>;
}

/** Every schema inside of one, with the path that a reader of the declaration would write. */
function nodes(schema: unknown, path: string): Node[] {
  if (!isObject(schema)) return [];
  const inside = Object.entries(isObject(schema.properties) ? schema.properties : {}).flatMap(([field, inner]) =>
    nodes(inner, `${path}.${field}`),
  );
  const values = nodes(schema.additionalProperties, `${path}.*`);
  const branches = [schema.anyOf, schema.allOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return [
    { path, schema },
    ...inside,
    ...values,
    ...branches.flatMap((branch) => nodes(branch, path)),
    ...nodes(schema.items, `${path}[]`),
  ];
}

describe.each(KIND_NAMES)('%s', (kind) => {
  const all = nodes(jsonSchema(kind), kind);

  test('is a JSON Schema of 2020-12 with an address of its own', () => {
    expect(jsonSchema(kind)).toMatchObject({
      $id: `https://bulkhead.dev/schemas/${kind.toLowerCase()}.schema.json`,
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: kind,
      required: ['apiVersion', 'kind', 'metadata', 'spec'],
      properties: { apiVersion: { const: 'bulkhead.dev/v1alpha1' }, kind: { const: kind } },
    });
  });

  test('knows only kinds of schemas that editors know: no references, nothing left open', () => {
    expect(all.filter(({ schema }) => '$ref' in schema || Object.keys(schema).length === 0)).toEqual([]);
  });

  test('every field says what it means', () => {
    const silent = all.flatMap(({ path, schema }) =>
      Object.entries(isObject(schema.properties) ? schema.properties : {}).flatMap(([field, inner]) =>
        isObject(inner) && typeof inner.description === 'string' && inner.description !== '' ? [] : `${path}.${field}`,
      ),
    );
    expect(silent).toEqual([]);
  });

  test('every mapping is closed: unknown fields are refused', () => {
    const open = all.filter(({ schema }) => 'properties' in schema && schema.additionalProperties !== false);
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  test('only the head is required: editors accept patches', () => {
    const strict = all.filter(({ path, schema }) => path.startsWith(`${kind}.spec`) && 'required' in schema);
    // Items of lists are complete, and there is none yet that is a mapping.
    expect(strict.map(({ path }) => path)).toEqual([]);
  });

  test('zod agrees: no field is without a description', () => {
    expect(undescribed(documentSchema(kind), kind)).toEqual([]);
  });
});

function undescribed(schema: z.ZodType, path: string): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return undescribed(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodRecord) return undescribed(schema.valueType as z.ZodType, `${path}.*`);
  if (schema instanceof z.ZodArray) return undescribed(schema.element as z.ZodType, `${path}[]`);
  if (schema instanceof z.ZodUnion)
    return (schema.options as z.ZodType[]).flatMap((option) => undescribed(option, path));
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([field, value]) => [
    ...(value.description === undefined ? [`${path}.${field}`] : []),
    ...undescribed(value, `${path}.${field}`),
  ]);
}

test('a default is told beside the meaning', () => {
  const all = nodes(jsonSchema('Environment'), 'Environment');
  const description = (path: string) => all.find((node) => node.path === path)?.schema.description;
  expect(description('Environment.spec.cluster.apiServer.port')).toBe(
    'Port of the API server as pods see it. Default: 6443.',
  );
  expect(description('Environment.spec.platform')).toBe('What the cluster is built on. Default: "kubernetes".');
  expect(description('Environment.spec.network.dns.podLabels')).toBe(
    'Labels of its pods. Default: {"k8s-app":"kube-dns"}.',
  );
  // Nothing is no news.
  expect(description('Environment.spec.registries')).toBe(
    'Image registries allowed to every tenant, as host or host/path.',
  );
  // The other defaults of a record and of a list item, which stand below a wildcard.
  expect(description('Environment.spec.nodePools.*.allocatable.pods')).toBe('Pods on one node. Default: 110.');
});
