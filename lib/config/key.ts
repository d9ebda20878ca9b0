import type { Node } from './nodes.js';
import { plainScalar } from './scalar.js';

/** Names that reach into JavaScript's own objects wherever a later reader is less careful than we are. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/** YAML allows no longer key without a question mark before it. */
const MAX_KEY_LENGTH = 1024;

/** Why a node cannot be the key of a field; undefined when it can. */
export function keyProblem(key: Node): { message: string; hint: string } | undefined {
  if (key.kind === 'map')
    return {
      message: 'a mapping cannot be a key',
      hint: 'keys are text; templates ({{ … }}) are not filled in: write the value itself',
    };
  if (key.kind !== 'scalar')
    return {
      message: `${key.kind === 'list' ? 'a list' : 'an alias'} cannot be a key`,
      hint: 'keys are text: write the name, or quote it',
    };
  if (RESERVED.has(key.text)) return { message: `the key ${key.text} is reserved`, hint: 'choose another name' };
  if (key.text.length > MAX_KEY_LENGTH)
    return { message: `a key of ${key.text.length} characters`, hint: `at most ${MAX_KEY_LENGTH} are allowed` };
  if (!key.plain) return undefined;
  if (key.text === '') return { message: 'a key is missing before the colon', hint: 'write the name of the field' };
  if (key.text === '<<')
    return { message: 'the merge key << is not allowed', hint: 'write the fields out where they are needed' };
  const scalar = plainScalar(key.text);
  if ('value' in scalar && typeof scalar.value === 'string') return undefined;
  const kind = !('value' in scalar) ? 'a number' : scalar.value === null ? 'null' : `a ${typeof scalar.value}`;
  return { message: `the key ${key.text} is ${kind}, not text`, hint: `quote it: '${key.text}'` };
}
