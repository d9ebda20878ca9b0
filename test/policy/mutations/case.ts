import { isObject, type JsonObject, type Path, valueAt } from '../../../lib/kubernetes/json.js';
import { describeObject, type KubernetesObject } from '../../../lib/kubernetes/object.js';
import { objectsIn } from '../judged.js';

/** An environment that renders everything, with one fault planted, and all that every rule finds in it. */
export interface Case {
  readonly title: string;
  /** What is changed in the objects, before they are judged and written. */
  readonly plant?: Plant;
  /** Files that are declared besides, or otherwise, by their path; null where one is gone. */
  readonly declarations?: Declarations;
  /** The same for the state before a change: then it is the change that is judged. */
  readonly before?: Declarations;
  /** In any order. */
  readonly finds: readonly Found[];
}

export type Plant = (objects: KubernetesObject[]) => void;
export type Declarations = Readonly<Record<string, string | null>>;

export interface Found {
  /** `rule: Kind namespace/name: path`. */
  readonly is: string;
  /** What a person wrote that leads to it; nothing where nobody declared the object. */
  readonly declared?: Text;
  /** The same in what is rendered; nothing where the declaration itself is judged. */
  readonly rendered?: Text;
  /** The other place, where there are two. */
  readonly related?: Text;
}

/** A place by what stands there: a stretch of the file that is in it once, with » before the place itself. */
export interface Text {
  readonly file: string;
  readonly marked: string;
}

/** A file of declarations, or of `dist`, whose places are named by their text: `shop('quota:\n    cpu: »4')`. */
export function file(path: string): (marked: string) => Text {
  return (marked) => ({ file: path, marked });
}

/** Puts a value into an object that is rendered, which has to be there; undefined removes. */
export function set(object: string, path: Path, value: unknown): Plant {
  return change(object, path, () => value);
}

function change(name: string, path: Path, to: (value: unknown) => unknown): Plant {
  return (objects) => {
    const object = objects.find((one) => describeObject(one) === name);
    if (object === undefined) throw new Error(`${name} is not rendered`);
    const key = path.at(-1);
    const parent = valueAt(object, path.slice(0, -1));
    if (key === undefined || (!isObject(parent) && !Array.isArray(parent)))
      throw new Error(`${path.join('.')} is nowhere`);
    const map = parent as Record<string | number, unknown>;
    const value = to(map[key]);
    if (value === undefined) delete map[key];
    else map[key] = value;
  };
}

export function remove(name: string): Plant {
  return (objects) => {
    const at = objects.findIndex((one) => describeObject(one) === name);
    if (at < 0) throw new Error(`${name} is not rendered`);
    objects.splice(at, 1);
  };
}

export function add(yaml: string): Plant {
  return (objects) => objects.push(...objectsIn(yaml).map(({ object }) => object));
}

/** Puts an item behind those of a list. */
export function append(object: string, path: Path, item: unknown): Plant {
  return change(object, path, (list) => [...((list ?? []) as JsonObject[]), item]);
}

export function both(...plants: readonly Plant[]): Plant {
  return (objects) => {
    for (const plant of plants) plant(objects);
  };
}
