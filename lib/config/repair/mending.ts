import { z } from 'zod';
import { isObject, type Json, type JsonObject, type Path, valueAt } from '../../kubernetes/json.js';
import { type Fault, meantField } from '../describe-issue.js';
import { schemaAt } from '../schema/at.js';
import { documentSchema } from '../schema/document.js';
import { KINDS, type Kind } from '../schema/kinds.js';
import type { SourceDocument } from '../source.js';
import { fieldsFor, lookalikes, mapsFor, takers } from './meant.js';
import { standIn, take } from './stand-in.js';

/** A document from which faults are taken one by one, and what is in doubt because of them. */
export class Mending {
  readonly data: JsonObject;
  readonly doubts: Path[] = [];
  readonly strangers: Path[] = [];
  private readonly renamed: { path: Path; written: string }[] = [];
  private readonly kind: Kind;

  constructor(kind: Kind, { data }: SourceDocument) {
    this.kind = kind;
    this.data = structuredClone(data);
  }

  /** The document as it is now; its places are still found where they were written. */
  of(document: SourceDocument): SourceDocument {
    return { ...document, data: this.data, renamed: this.renamed };
  }

  /** Whether that could be done. */
  mend({ path, part, allowed }: Fault): boolean {
    this.doubtNeighbours(allowed === undefined ? path : path.slice(0, -1));
    if (allowed !== undefined) {
      this.settle(path, allowed);
      return true;
    }
    if (part === 'value') return this.replace(path);
    // A key that is none may become any.
    take(this.data, path);
    this.doubts.push(path.slice(0, -1));
    return true;
  }

  replace(path: Path): boolean {
    if (path[0] !== undefined && path[0] !== 'spec') return true;
    const doubt = standIn(this.schema, this.data, path);
    if (doubt !== undefined) this.doubts.push(doubt);
    return doubt !== undefined;
  }

  /** An unknown field is taken for the one that must have been meant; where that is not clear, all that may be are in doubt. */
  private settle(path: Path, allowed: readonly string[]): void {
    const [mapping, key] = [path.slice(0, -1), String(path.at(-1))];
    const around = valueAt(this.data, mapping);
    const value = take(this.data, path);
    if (!isObject(around) || value === undefined) return;
    const missing = allowed.filter((name) => !Object.hasOwn(around, name));
    const fitting = takers(value, schemaAt(documentSchema(this.kind), mapping), missing);
    const likely = lookalikes(key, missing);
    const [only] = likely;
    if (only !== undefined && likely.length === 1 && only === meantField(key, allowed) && fitting.includes(only)) {
      around[only] = value;
      this.renamed.push({ path: [...mapping, only], written: key });
      return;
    }
    this.strangers.push(mapping);
    // Nothing that is known says what it is.
    if (Object.keys(around).length === 0 && mapping.length > 1) this.doubts.push(mapping);
    this.doubts.push(...[...likely, ...fitting].map((name) => [...mapping, name]));
    this.doubts.push(...fieldsFor(key, value, this.schema, this.data.spec, ['spec']));
    this.doubts.push(...mapsFor(key, value, this.schema, this.data.spec, ['spec']));
  }

  /** What is wrong where it stands may be another field: of a like name, of its name elsewhere, or of an entry without a name. */
  private doubtNeighbours(path: Path): void {
    for (const [depth, name] of path.entries()) {
      const value = valueAt(this.data, path.slice(0, depth + 1)) as Json | undefined;
      if (depth < 1 || typeof name === 'number' || value === undefined) continue;
      const mapping = path.slice(0, depth);
      const fields = schemaAt(this.schema, mapping.slice(1));
      this.doubts.push(...fieldsFor(name, value, this.schema, this.data.spec, ['spec']));
      this.doubts.push(
        ...takers(value, fields, lookalikes(name, this.missingIn(mapping, fields))).map((field) => [...mapping, field]),
      );
      const entry = fields instanceof z.ZodRecord ? schemaAt(fields.valueType as z.ZodType, []) : undefined;
      if (entry instanceof z.ZodObject && (depth === path.length - 1 || Object.hasOwn(entry.shape, name)))
        this.doubts.push(mapping);
    }
  }

  private missingIn(mapping: Path, fields: z.ZodType | undefined): string[] {
    const around = valueAt(this.data, mapping);
    if (!(fields instanceof z.ZodObject) || !isObject(around)) return [];
    return Object.keys(fields.shape).filter((name) => !Object.hasOwn(around, name));
  }

  private get schema(): z.ZodType {
    return KINDS[this.kind].spec;
  }
}
