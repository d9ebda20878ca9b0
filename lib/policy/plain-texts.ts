import { isObject, type Path } from '../kubernetes/json.js';
import type { Context } from './context.js';
import type { JudgedObject } from './judged-object.js';
import { containersOf, type JudgedPod } from './pods.js';

/** A text that everybody reads who may look at an object. */
export interface PlainText {
  readonly object: JudgedObject;
  readonly path: Path;
  readonly container?: string;
  /** In words: `variable "TOKEN" of container "web"`. */
  readonly where: string;
  /** Under which the text stands; an argument has one where a flag comes before it. */
  readonly name?: string;
  readonly text: string;
}

/** Values of ConfigMaps, annotations, environment variables, commands and arguments. */
export function plainTexts(context: Context): readonly PlainText[] {
  const known = textsIn.get(context);
  if (known !== undefined) return known;
  const found = [...findTexts(context)];
  textsIn.set(context, found);
  return found;
}

const textsIn = new WeakMap<Context, readonly PlainText[]>();

function* findTexts(context: Context): Generator<PlainText> {
  for (const object of context.objects.ofKind('/ConfigMap')) {
    const { data, metadata } = object.object;
    yield* texts(data, (name) => ({
      object,
      path: ['data', name],
      where: `key "${name}" of ConfigMap ${metadata.name}`,
    }));
  }
  for (const object of context.objects.all) {
    const { annotations } = object.object.metadata;
    yield* ofAnnotations(object, annotations, ['metadata', 'annotations'], '');
  }
  for (const pod of context.pods) {
    const { owner, path, metadata } = pod;
    // A Pod is its own template, and was among the objects.
    if (path.length > 0)
      yield* ofAnnotations(owner, metadata.annotations, [...path, 'metadata', 'annotations'], ' of the pod');
    yield* ofContainers(pod);
  }
}

/** kubectl keeps the whole object in one: what is wrong there is wrong where it came from. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function* ofAnnotations(object: JudgedObject, annotations: unknown, path: Path, whose: string): Generator<PlainText> {
  for (const text of texts(annotations, (name) => ({
    object,
    path: [...path, name],
    where: `annotation "${name}"${whose}`,
  })))
    if (text.name !== LAST_APPLIED) yield text;
}

function* ofContainers(pod: JudgedPod): Generator<PlainText> {
  for (const { name: container, path, container: fields } of containersOf(pod)) {
    const of = `of container "${container}"`;
    const common = { object: pod.owner, container };
    if (Array.isArray(fields.env))
      for (const [index, variable] of fields.env.entries()) {
        if (!isObject(variable) || typeof variable.value !== 'string') continue;
        const name = String(variable.name);
        yield {
          ...common,
          path: [...path, 'env', index, 'value'],
          where: `variable "${name}" ${of}`,
          name,
          text: variable.value,
        };
      }
    for (const list of ['command', 'args']) {
      const words = fields[list];
      if (!Array.isArray(words)) continue;
      for (const [index, text] of words.entries()) {
        if (typeof text !== 'string') continue;
        const before = words[index - 1];
        const flag = typeof before === 'string' && /^--?[A-Za-z][\w.-]{0,99}$/.test(before) ? before : undefined;
        const name = flag === undefined || text.startsWith('-') ? {} : { name: flag };
        yield { ...common, path: [...path, list, index], where: `${list}[${index}] ${of}`, ...name, text };
      }
    }
  }
}

function* texts(map: unknown, at: (name: string) => Omit<PlainText, 'text' | 'name'>): Generator<PlainText> {
  if (!isObject(map)) return;
  for (const name in map) {
    const text = map[name];
    if (typeof text === 'string' && Object.hasOwn(map, name)) yield { ...at(name), name, text };
  }
}
