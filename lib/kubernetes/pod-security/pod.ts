import { isObject, type Json, type JsonObject, type Path } from '../json.js';

const NOTHING: JsonObject = Object.freeze({});
const NO_ITEMS: readonly Json[] = Object.freeze([]);

/** A mapping; an empty one for anything else: what has another type, the API server refuses before it judges the pod. */
export function mappingOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : NOTHING;
}

/** A list; an empty one for anything else. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : NO_ITEMS;
}

/** A text; the empty one for anything else, as Go has it. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** What a check reads of a pod. */
export class Pod {
  readonly annotations: JsonObject;
  readonly spec: JsonObject;
  readonly securityContext: JsonObject;

  constructor({ metadata, spec }: { readonly metadata?: Json; readonly spec?: Json }) {
    this.annotations = mappingOf(mappingOf(metadata).annotations);
    this.spec = mappingOf(spec);
    this.securityContext = mappingOf(this.spec.securityContext);
  }

  get isWindows(): boolean {
    return mappingOf(this.spec.os).name === 'windows';
  }

  get hasUserNamespace(): boolean {
    return this.spec.hostUsers === false;
  }
}

/** The lists of containers, in the order in which upstream visits them (policy/visitor.go). */
export const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

export type ContainerList = (typeof CONTAINER_LISTS)[number];

/** What a check reads of a container. */
export class Container {
  readonly list: ContainerList;
  readonly index: number;
  readonly fields: JsonObject;
  readonly securityContext: JsonObject;

  constructor(list: ContainerList, index: number, fields: Json | undefined) {
    this.list = list;
    this.index = index;
    this.fields = mappingOf(fields);
    this.securityContext = mappingOf(this.fields.securityContext);
  }

  get name(): string {
    return textOf(this.fields.name);
  }

  get path(): Path {
    return ['spec', this.list, this.index];
  }
}
