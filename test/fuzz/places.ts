import { CORE_SCHEMA, loadAll } from 'js-yaml';
import type { SourceFile } from '../../lib/config/source.js';
import { isObject, type Json, type JsonObject, type Path } from '../../lib/kubernetes/json.js';
import { withImages } from '../config/declarations.js';
import { SHOP } from '../shop.js';

type Documents = ReadonlyMap<string, readonly JsonObject[]>;

const KEY =
  '"-----BEGIN PUBLIC KEY-----\\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\\n-----END PUBLIC KEY-----"';

const IMAGES = `
    kyverno: true
    unsigned: [quay.io]
    signatures:
      release: {images: [registry.example.com], key: ${KEY}, attestations: {sbom: {type: https://spdx.dev/Document}}}
      pipeline: {images: [docker.io/library], keyless: {issuer: https://login.example.com, subject: ci@example.com}}
    validator:
      service: {namespace: image-validator, name: validator}
      certificate: image-validator/serving`;

const SETS: readonly Documents[] = [SHOP, withImages(IMAGES)].map(
  (files) =>
    new Map(
      Object.entries(files).map(([path, text]) => [path, loadAll(text, { schema: CORE_SCHEMA }) as JsonObject[]]),
    ),
);

/** A document of faultless declarations. */
export interface DocumentPlace {
  readonly documents: Documents;
  readonly document: JsonObject;
}

export const DOCUMENTS: readonly DocumentPlace[] = SETS.flatMap((documents) =>
  [...documents.values()].flat().map((document) => ({ documents, document })),
);

/** Every field and item of every document, and one more in each list and mapping. */
export const PLACES = DOCUMENTS.flatMap((place) => pathsIn(place.document).map((path) => ({ ...place, path })));

function pathsIn(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).map(([key, each]) =>
    pathsIn(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, [...path, Array.isArray(value) ? value.length : 'added'], ...inner.flat()];
}

/** The value with another at `path`, where mappings are made if there are none. */
function replaced(root: Json, [key, ...rest]: Path, by: Json): Json {
  if (key === undefined) return by;
  const copy: Json = Array.isArray(root) ? [...root] : isObject(root) ? { ...root } : {};
  const inner = Object.hasOwn(copy, key) ? (copy as JsonObject)[key] : undefined;
  Object.defineProperty(copy, key, {
    value: replaced(inner ?? {}, rest, by),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}

/** Another value at a place of one of the documents. */
export interface Change extends DocumentPlace {
  readonly path: Path;
  readonly value: Json;
}

/** All files of the first change's set, with those changes made that are in it. */
export function filesWith(changes: readonly Change[]): SourceFile[] {
  const [first] = changes;
  return [...(first?.documents ?? [])].map(([path, all]) => ({
    path,
    text: all
      .map((document) => {
        const own = changes.filter((change) => change.document === document);
        return JSON.stringify(
          own.reduce<Json>((changed, change) => replaced(changed, change.path, change.value), document),
        );
      })
      .join('\n---\n'),
  }));
}
