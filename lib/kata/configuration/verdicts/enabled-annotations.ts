import { MAX_PATTERNS } from '../../annotation-gate.js';
import { gatedNames } from '../../annotations.js';
import { compile } from '../../regular-expression.js';
import type { Check, Subject } from './subject.js';
import type { Verdict } from './verdict.js';
import { keyTitle, runtimeTitle, shown } from './wording.js';

const PATH = ['hypervisor', 'enable_annotations'] as const;

/** More names than a reader takes in. */
const MAX_NAMES = 4;

/** Both runtimes look for the pattern anywhere in the name, so `path` also admits `jailer_path`. */
export const enabledAnnotations: Check = function* (subject) {
  const patterns = subject.value(...PATH);
  if (!subject.isDeclared(...PATH) || !Array.isArray(patterns)) return;
  if (patterns.length > MAX_PATTERNS) {
    yield {
      path: PATH,
      message: `${keyTitle(subject.shim, ...PATH)}: found ${patterns.length} patterns, allowed are ${MAX_PATTERNS}: there are not so many annotations`,
    };
    return;
  }
  const names = gatedNames(subject.shim.runtime);
  for (const pattern of patterns) {
    const said = judge(subject, String(pattern), names);
    if (said !== undefined) yield { path: PATH, ...said };
  }
};

function judge({ shim }: Subject, pattern: string, names: readonly string[]): Omit<Verdict, 'path'> | undefined {
  const found = `${keyTitle(shim, ...PATH)}: ${shown(pattern)}`;
  const compiled = compile(shim.runtime, pattern);
  if ('excess' in compiled)
    return {
      message: `${found} is a pattern ${compiled.excess}, which names of annotations do not need`,
      hint: `write a pattern for each annotation, such as ${shown('^default_vcpus$')}`,
    };
  if ('fault' in compiled) {
    const end =
      shim.runtime === 'go'
        ? 'the Go runtime silently skips it'
        : 'runtime-rs then silently admits no annotation at all';
    return { message: `${found} is no regular expression (${compiled.fault}); ${end}` };
  }
  const admitted = names.filter(compiled.matches);
  if (!isAnchored(pattern)) {
    const also = admitted.filter((name) => name !== pattern);
    const rest = also.length > MAX_NAMES ? ` and ${also.length - MAX_NAMES} more` : '';
    const list = also.length === 0 ? '' : `, here ${also.slice(0, MAX_NAMES).join(', ')}${rest}`;
    const exact = names.includes(pattern) ? `write ${shown(`^${pattern}$`)}` : 'write ^…$ around the whole pattern';
    return {
      message: `${found} is not anchored and admits every annotation that contains a match${list}`,
      hint: exact,
    };
  }
  if (admitted.length > 0) return undefined;
  const bare = pattern.slice(1, -1);
  const message = `${found} admits no annotation that ${runtimeTitle(shim.runtime)} knows`;
  return { message, meant: { found: bare, among: names } };
}

/** Whether it speaks of whole names: `^a$`, `^(a|b)$`, and not `^a|b$`, which is `^a` or `b$`. */
function isAnchored(pattern: string): boolean {
  const inner = /^\^(?<inner>.*)\$$/s.exec(pattern)?.groups?.inner;
  if (inner === undefined || /(?:^|[^\\])(?:\\\\)*\\$/.test(inner)) return false;
  const bare = inner.replace(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]/gs, '');
  let depth = 0;
  for (const character of bare) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === '|' && depth === 0) return false;
  }
  return true;
}
