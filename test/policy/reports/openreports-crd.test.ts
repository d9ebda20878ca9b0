import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { isObject, type Json, type JsonObject, valueAt } from '../../../lib/kubernetes/json.js';
import { openreports } from '../../../lib/policy/reports/openreports.js';
import type { Report } from '../../../lib/policy/reports/report.js';
import { manifestsBelow } from '../../cluster/manifests.js';
import { needs, partAt } from '../../cluster/parts.js';
import { EVERYTHING, NOTHING } from './findings.js';

needs('openreports-crds');

/** An API server drops what a definition does not name, where a schema would let it pass. */
function closed(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return isObject(schema.properties) ? { ...inner, additionalProperties: false } : inner;
}

function validatorOf(kind: string) {
  const definition = manifestsBelow(partAt('openreports-crds'))
    .map(({ object }) => object)
    .find(({ spec }) => valueAt(spec, ['names', 'kind']) === kind);
  const versions = valueAt(definition?.spec, ['versions']) as {
    name: string;
    schema: { openAPIV3Schema: JsonObject };
  }[];
  const schema = versions.find(({ name }) => name === 'v1alpha1')?.schema.openAPIV3Schema as JsonObject;
  const { metadata: _, ...properties } = schema.properties as JsonObject;
  return new Ajv({ strict: false, logger: false }).compile(
    closed({ ...schema, properties: { ...properties, metadata: { type: 'object' } } }) as JsonObject,
  );
}

test.each([
  ['everything', EVERYTHING],
  ['nothing', NOTHING],
])('the reports of %s are what the CustomResourceDefinitions describe', (_, report) => {
  const validators = { Report: validatorOf('Report'), ClusterReport: validatorOf('ClusterReport') };
  for (const object of written(report)) {
    const validate = validators[object.kind as keyof typeof validators];
    expect(validate(object), JSON.stringify(validate.errors)).toBe(true);
  }
});

test.each([{ subjects: [] }, { result: 'failed' }, { properties: { fingerprint: 1 } }])(
  'a result with %j is none',
  (wrong) => {
    const [object] = written(EVERYTHING);
    expect(validatorOf('ClusterReport')({ ...object, results: [{ ...object.results[0], ...wrong }] })).toBe(false);
  },
);

function written(report: Report) {
  return parseAllDocuments(openreports(report, { colour: false })).map((document) => document.toJS());
}
