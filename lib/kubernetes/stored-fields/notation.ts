/**
 * The notation of the tables beside this file: which fields of the built-in types the API server stores otherwise than
 * they may be written. A row is a Go type of k8s.io/api and the fields of it that matter:
 *
 *   name?        left out when zero: "", 0, false or an empty map (a Go value, not a pointer, marked omitempty)
 *   name:Type    read on with that row; the same for one object and for a list of them
 *   name?:Type   both
 *   name!        always left out: the server writes it, never the author
 *
 * A field that no row names is stored as written: pointers (`suspend: false`, `storageClassName: ""`, `podSelector: {}`
 * mean something), required values, and fields of versions yet to come. Empty lists need no row: storage does not tell
 * them from missing ones, in any built-in kind.
 *
 * Taken from k8s.io/api v0.36 by reflection, and checked for every field against what its decoder, defaulting and
 * protocol buffers leave of it. Legacy volume types and kinds that nobody commits to git are left out.
 */
export type Rows = Readonly<Record<string, string>>;

/** What stands at a field, if not a type with a row of its own. */
export type Leaf =
  /** A quantity, as a string or a number. */
  | 'Quantity'
  /** A map of quantities. */
  | 'Quantities'
  /** A map of quantities that the API server rounds up to thousandths (SetDefaults_ResourceList). */
  | 'ResourceList'
  /** A map of strings that are the author's own: only null changes, to "". */
  | 'Strings'
  /** Stored byte for byte. */
  | 'Raw';

export interface StoredField {
  readonly leftOut: 'never' | 'when zero' | 'always';
  readonly type: Leaf | StoredType | undefined;
}

export type StoredType = ReadonlyMap<string, StoredField>;

const LEAVES: readonly string[] = ['Quantity', 'Quantities', 'ResourceList', 'Strings', 'Raw'] satisfies Leaf[];

/** Reads the rows, so that each type points at the types of its fields. Throws where a row names a type without one. */
export function readRows(rows: Rows): ReadonlyMap<string, StoredType> {
  const types = new Map<string, Map<string, StoredField>>(Object.keys(rows).map((name) => [name, new Map()]));
  const typeNamed = (name: string | undefined): Leaf | StoredType | undefined => {
    if (name === undefined || isLeaf(name)) return name;
    const type = types.get(name);
    if (type === undefined) throw new Error(`no row describes the type ${name}`);
    return type;
  };
  for (const [name, row] of Object.entries(rows)) {
    for (const field of row.split(/\s+/).filter((text) => text !== '')) {
      const [key = '', type] = field.split(':');
      const leftOut = key.endsWith('?') ? 'when zero' : key.endsWith('!') ? 'always' : 'never';
      types.get(name)?.set(leftOut === 'never' ? key : key.slice(0, -1), { leftOut, type: typeNamed(type) });
    }
  }
  return types;
}

function isLeaf(name: string): name is Leaf {
  return LEAVES.includes(name);
}
