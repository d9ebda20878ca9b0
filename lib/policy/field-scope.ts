/**
 * Whether a field path lies at or below another: `spec.template` takes `spec.template.spec`, not `spec.templates`. Paths
 * are as findings have them; `[*]` takes every item of a list: `spec.containers[*].image`.
 */
export function matchesSegment(scope: string, path: string): boolean {
  const [wanted, found] = [segments(scope), segments(path)];
  return wanted.length <= found.length && wanted.every((segment, at) => segment === '[*]' || segment === found[at]);
}

/** Dots inside brackets, as in `labels["app.kubernetes.io/name"]`, part nothing. */
function segments(path: string): string[] {
  return path.match(/\[(?:"(?:[^"\\]|\\.)*"|[^\]])*\]|[^.[]+/g) ?? [];
}
