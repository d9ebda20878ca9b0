import { isObject, type Path } from '../../kubernetes/json.js';
import type { BundleObject, Place, Words } from './bundle.js';
import { lastNotAfter } from './words.js';

/** What controllers and kubelets say in objects: messages of events, and all texts of a status. Nothing of a Secret or a spec. */
export function sayingOf(objects: readonly BundleObject[]): Words {
  const starts: number[] = [];
  const origins: { object: BundleObject; path: Path }[] = [];
  const lines: string[] = [];
  let length = 0;
  for (const object of objects)
    for (const { text, path } of textsOf(object)) {
      starts.push(length);
      origins.push({ object, path });
      // One line each, as patterns stay on a line.
      lines.push(text.replaceAll('\n', ' '));
      length += text.length + 1;
    }
  return {
    text: lines.join('\n'),
    placeOf(offset): Place {
      const origin = origins[lastNotAfter(starts, offset)];
      return origin === undefined ? { file: '', line: 1 } : origin.object.placeOf(origin.path);
    },
  };
}

interface Text {
  readonly text: string;
  readonly path: Path;
}

function* textsOf({ kind, data }: BundleObject): Generator<Text> {
  const fields = kind === 'Event' ? ['message', 'note'] : ['status'];
  for (const field of fields) yield* textsIn(data[field], [field]);
}

/** Nesting is bounded where manifests are read. */
function* textsIn(value: unknown, path: Path): Generator<Text> {
  if (typeof value === 'string') {
    // Names, addresses and times are no sentences.
    if (value.includes(' ')) yield { text: value, path };
  } else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* textsIn(item, [...path, index]);
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* textsIn(item, [...path, key]);
}
