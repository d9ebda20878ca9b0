import { isObject, type Path } from '../kubernetes/json.js';
import type { Context } from './context.js';
import { shown } from './fields.js';
import type { JudgedObject } from './judged-object.js';
import { containersOf, type JudgedPod } from './pods.js';

/** A text that everybody reads who may look at an object. */
export interface PlainText {
  readonly object: JudgedObject;
  /** Under which the text stands; an argument has one where a flag comes before it. */
  readonly name?: string;
  readonly text: string;
  /** Asked only of what is found: there are many texts, and few secrets. */
  place(): Place;
}

interface Place {
  readonly path: Path;
  readonly container?: string;
  /** In words: `variable "TOKEN" of container "web"`. */
  readonly where: string;
}

/** Values of ConfigMaps, annotations, environment variables, commands and arguments, one by one: there are many. */
export function* plainTexts(context: Context): Generator<PlainText> {
  for (const judged of context.objects.ofKind('/ConfigMap')) {
    const { data, metadata } = judged.object;
    yield* textsOf(judged, data, (name) => ({
      path: ['data', name],
      where: `key "${name}" of ConfigMap ${metadata.name}`,
    }));
  }
  for (const judged of context.objects.all) {
    const { annotations } = judged.object.metadata;
    if (annotations !== undefined) yield* ofAnnotations(judged, annotations, [], '');
  }
  for (const pod of context.pods) {
    // A Pod is its own template, and was among the objects.
    if (pod.path.length > 0) yield* ofAnnotations(pod.owner, pod.metadata.annotations, pod.path, ' of the pod');
    yield* ofContainers(pod);
  }
}

/** kubectl keeps the whole object in one: what is wrong there is wrong where it came from. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function* ofAnnotations(judged: JudgedObject, annotations: unknown, path: Path, whose: string): Generator<PlainText> {
  for (const text of textsOf(judged, annotations, (name) => ({
    path: [...path, 'metadata', 'annotations', name],
    where: `annotation "${name}"${whose}`,
  })))
    if (text.name !== LAST_APPLIED) yield text;
}

function* ofContainers(pod: JudgedPod): Generator<PlainText> {
  for (const { name: container, path, container: fields } of containersOf(pod)) {
    const object = pod.owner;
    const of = `of container "${container}"`;
    for (const [index, variable] of listOf(fields.env).entries()) {
      if (!isObject(variable) || typeof variable.value !== 'string') continue;
      const name = shown(variable.name);
      const place = () => ({ path: [...path, 'env', index, 'value'], container, where: `variable "${name}" ${of}` });
      yield { object, name, text: variable.value, place };
    }
    for (const list of ['command', 'args']) {
      const words = listOf(fields[list]);
      for (const [index, text] of words.entries()) {
        if (typeof text !== 'string') continue;
        const before = words[index - 1];
        const flag = typeof before === 'string' && /^--?[A-Za-z][\w.-]{0,99}$/.test(before) ? before : undefined;
        const name = flag === undefined || text.startsWith('-') ? {} : { name: flag };
        const place = () => ({ path: [...path, list, index], container, where: `${list}[${index}] ${of}` });
        yield { object, ...name, text, place };
      }
    }
  }
}

/** Shorter than any password that is looked for. */
const SHORTEST = 4;

function* textsOf(object: JudgedObject, map: unknown, placeOf: (name: string) => Place): Generator<PlainText> {
  if (!isObject(map)) return;
  for (const name of Object.keys(map)) {
    const text = map[name];
    if (typeof text === 'string' && text.length >= SHORTEST) yield { object, name, text, place: () => placeOf(name) };
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
