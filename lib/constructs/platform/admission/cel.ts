// Pieces of CEL that several policies share (kubernetes.io/docs/reference/using-api/cel).

/** The text of an annotation of the tenant's namespace; empty where there is none. */
export function grantText(annotation: string): string {
  return `namespaceObject.metadata.?annotations[?'${annotation}'].orValue('')`;
}

/** The items of such a list. The empty text has one item, the empty one, which must not grant a field that is empty. */
export function grantList(annotation: string): string {
  return `${grantText(annotation)}.split(',').filter(item, item != '')`;
}

/**
 * Whether the request is a controller's: they finish what others began. kube-controller-manager has an account for each, or
 * one user for all (--use-service-account-credentials); network plugins run in kube-system too. Argo CD must not be meant.
 */
export const BY_CONTROLLER =
  "('system:serviceaccounts:kube-system' in request.userInfo.?groups.orValue([])" +
  " || request.userInfo.username == 'system:kube-controller-manager')";

/** A list of texts, in a message. */
export function shown(list: string): string {
  return `(size(${list}) == 0 ? 'none' : ${list}.join(', '))`;
}

/** A text as a literal. CEL reads the escapes of JSON; half of a surrogate pair, which neither is text, is replaced. */
export function literal(text: string): string {
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, '\u{FFFD}'));
}
