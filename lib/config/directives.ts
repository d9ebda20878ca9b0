import type { Problem } from './problem.js';
import type { SourceFile } from './source.js';

const MAX_DIRECTIVES = 10;

/**
 * Directives change what the text after them means: another YAML version, other tags. Only the one that says what is
 * true anyway may stand. In a file that parses, no other line begins with a percent sign at its first column.
 */
export function directiveProblems(file: SourceFile): Problem[] {
  const problems: Problem[] = [];
  for (const match of file.text.matchAll(/^\ufeff?(%\S*)([^\r\n]*)/gm)) {
    const [, name = '', rest = ''] = match;
    if (name === '%YAML' && /^[ \t]+1\.2[ \t]*(?:[ \t]#.*)?$/.test(rest)) continue;
    const start = match.index + match[0].indexOf('%');
    problems.push({
      place: { file, span: { start, end: start + name.length + rest.length } },
      message: `the directive ${(name + rest).trim().slice(0, 60)} is not allowed`,
      hint: 'declarations are YAML 1.2 without tags: remove the line',
    });
    if (problems.length === MAX_DIRECTIVES) break;
  }
  return problems;
}
