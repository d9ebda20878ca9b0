import { type AliasNode, type DocumentNode, MAX_DEPTH, type Node } from './nodes.js';
import type { Problem } from './problem.js';
import type { SourceFile } from './source.js';

/** Ten lines of aliases can stand for more values than there are atoms ("billion laughs"). */
export const MAX_ALIASED_VALUES = 10_000;
export const MAX_ALIASED_CHARACTERS = 1024 * 1024;

/** What a node amounts to once its aliases are written out. */
interface Size {
  values: number;
  characters: number;
  depth: number;
  /** The part of `values` and `characters` that only aliases bring in. */
  aliasedValues: number;
  aliasedCharacters: number;
}

/** Adds up over the documents of a file, so that many documents cannot do what one may not. */
export interface AliasBudget {
  values: number;
  characters: number;
}

/** Refuses aliases that lead nowhere, into themselves, or to too much; nothing is expanded to find out. */
export function aliasProblems(file: SourceFile, document: DocumentNode, budget: AliasBudget): Problem[] {
  if (document.aliases.length === 0) return [];
  const problems = document.aliases.flatMap((alias) => brokenAlias(file, document, alias));
  if (problems.length > 0) return problems;
  const size = sizeOf(document.root, new Map());
  budget.values += size.aliasedValues;
  budget.characters += size.aliasedCharacters;
  const first = document.aliases[0] ?? document.root;
  const place = { file, document: document.index, span: first };
  const hint = 'write the values out, or split the declaration';
  if (budget.values > MAX_ALIASED_VALUES)
    return [
      {
        place,
        message: `aliases expand to ${amount(budget.values)} values, ${amount(MAX_ALIASED_VALUES)} are allowed`,
        hint,
      },
    ];
  if (budget.characters > MAX_ALIASED_CHARACTERS) {
    const message = `aliases expand to ${amount(budget.characters)} characters, ${amount(MAX_ALIASED_CHARACTERS)} are allowed`;
    return [{ place, message, hint }];
  }
  if (size.depth > MAX_DEPTH)
    return [{ place, message: `aliases nest values ${size.depth} levels deep, ${MAX_DEPTH} are allowed`, hint }];
  return [];
}

function brokenAlias(file: SourceFile, document: DocumentNode, alias: AliasNode): Problem[] {
  const place = { file, document: document.index, span: alias };
  if (alias.target === undefined) {
    const message = `the alias *${alias.name} has no anchor &${alias.name} before it in this document`;
    return [{ place, message, hint: 'quote the value if it is text that starts with an asterisk' }];
  }
  if (!alias.cyclic) return [];
  const related = { place: { file, document: document.index, span: alias.target }, message: 'the anchor' };
  return [{ place, message: `the alias *${alias.name} stands inside the value it names`, related }];
}

/** Every target is closed before its alias, so walking in document order meets no alias whose size is unknown. */
function sizeOf(node: Node, known: Map<Node, Size>): Size {
  if (node.kind === 'alias') {
    const target = node.target && known.get(node.target);
    const { values, characters, depth } = target ?? { values: 1, characters: 0, depth: 0 };
    return { values, characters, depth, aliasedValues: values, aliasedCharacters: characters };
  }
  const size: Size = { values: 1, characters: 0, depth: 0, aliasedValues: 0, aliasedCharacters: 0 };
  if (node.kind === 'scalar') size.characters = node.text.length;
  else if (node.kind === 'list') for (const item of node.items) include(size, sizeOf(item, known));
  else
    for (const { key, value } of node.entries) {
      include(size, sizeOf(key, known));
      include(size, sizeOf(value, known));
    }
  known.set(node, size);
  return size;
}

function include(size: Size, inner: Size): void {
  size.values += inner.values;
  size.characters += inner.characters;
  size.depth = Math.max(size.depth, inner.depth + 1);
  size.aliasedValues += inner.aliasedValues;
  size.aliasedCharacters += inner.aliasedCharacters;
}

function amount(number: number): string {
  return number < 1e15 ? number.toLocaleString('en-US') : 'more than 10^15';
}
