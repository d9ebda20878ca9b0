import { github } from './github.js';
import { gitlab } from './gitlab.js';
import { human } from './human.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import { openreports } from './openreports.js';
import type { Format } from './report.js';
import { sarif } from './sarif.js';

/** Every format, by the name that `-o` takes. */
export const FORMATS = {
  human,
  json,
  sarif,
  junit,
  github,
  gitlab,
  markdown,
  openreports,
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];
