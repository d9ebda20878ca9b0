import type { Json } from '../../kubernetes/json.js';
import { goScalar } from './scalar.js';

const LONG = 'tag:yaml.org,2002:';

/**
 * What a scalar with a tag means to yaml.v2: the tags of YAML itself say what it is to be, any other leaves it text.
 * Undefined where it cannot be that.
 */
export function taggedScalar(tag: string, text: string): Json | undefined {
  switch (standardTag(tag)) {
    case 'null':
      return goScalar(text) === null ? null : undefined;
    case 'bool':
      return ofType('boolean', text);
    case 'int': {
      const number = ofType('number', text);
      return Number.isInteger(number) ? number : undefined;
    }
    case 'float':
      return ofType('number', text);
    case 'binary':
      return BASE64.test(text) ? Buffer.from(text, 'base64').toString() : undefined;
    default:
      return text;
  }
}

const BASE64 = /^[A-Za-z0-9+/\r\n]*={0,2}[\r\n]*$/;

/** `int` of `!!int` and of `!<tag:yaml.org,2002:int>`. */
function standardTag(tag: string): string | undefined {
  if (tag.startsWith('!!')) return tag.slice(2);
  return tag.startsWith(`!<${LONG}`) ? tag.slice(2 + LONG.length, -1) : undefined;
}

function ofType(type: 'boolean' | 'number', text: string): Json | undefined {
  const value = goScalar(text);
  return typeof value === type ? value : undefined;
}
