/**
 * What the API server accepts as a name, key or value. Upstream: k8s.io/apimachinery/pkg/util/validation/validation.go
 * and pkg/api/validate/content. Each test has beside it the sentence that says what is allowed.
 *
 * The patterns have no nested repetition, so no text makes them slow; JavaScript's `$` does not pass a trailing newline.
 */

export const DNS_LABEL =
  'lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters';

export const DNS_SUBDOMAIN =
  'lower-case letters, digits, "-" and ".", each part between dots starting and ending with a letter or digit, at most 253 characters';

export const LABEL_KEY =
  'letters, digits, "-", "_" and ".", starting and ending with a letter or digit, at most 63 characters, optionally after a DNS subdomain and "/"';

export const LABEL_VALUE =
  'empty, or letters, digits, "-", "_" and ".", starting and ending with a letter or digit, at most 63 characters';

export const PORT_NAME =
  'lower-case letters, digits and single "-" in between, at least one letter, at most 15 characters';

export const ENVIRONMENT_VARIABLE_NAME = 'letters, digits, "_", "-" and ".", not starting with a digit or with ".."';

export const CONFIG_MAP_KEY =
  'letters, digits, "-", "_" and ".", not "." nor starting with "..", at most 253 characters';

/** RFC 1123 label (upstream IsDNS1123Label): names of namespaces, containers, volumes. */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && isLabelText(text);
}

/** RFC 1123 subdomain (upstream IsDNS1123Subdomain): names of most objects. A part may be longer than 63. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && text.split('.').every(isLabelText);
}

function isLabelText(text: string): boolean {
  return /^[a-z0-9-]+$/.test(text) && !text.startsWith('-') && !text.endsWith('-');
}

/** Key of a label or an annotation, name of an extended resource (upstream IsQualifiedName). */
export function isLabelKey(text: string): boolean {
  const slash = text.indexOf('/');
  if (slash >= 0 && !isDnsSubdomain(text.slice(0, slash))) return false;
  const name = text.slice(slash + 1);
  return name !== '' && isLabelValue(name);
}

/** Upstream IsValidLabelValue. */
export function isLabelValue(text: string): boolean {
  if (text === '') return true;
  return text.length <= 63 && /^[A-Za-z0-9._-]+$/.test(text) && !/^[._-]|[._-]$/.test(text);
}

/** IANA service name in lower case (upstream IsValidPortName): a named port of a container. */
export function isPortName(text: string): boolean {
  return (
    text.length <= 15 &&
    /^[a-z0-9-]+$/.test(text) &&
    /[a-z]/.test(text) &&
    !text.includes('--') &&
    !text.startsWith('-') &&
    !text.endsWith('-')
  );
}

/**
 * Upstream IsEnvVarName: a C identifier to which `-` and `.` are added. From 1.34 the API server takes any printable
 * ASCII but `=` (IsRelaxedEnvVarName); older ones do not, and shells cannot read such names, so this rule stays narrow.
 */
export function isEnvironmentVariableName(text: string): boolean {
  return /^[A-Za-z._-][A-Za-z0-9._-]*$/.test(text) && text !== '.' && !text.startsWith('..');
}

/** Key of a ConfigMap or Secret (upstream IsConfigMapKey): it becomes a file name, hence nothing like `..`. */
export function isConfigMapKey(text: string): boolean {
  return text.length <= 253 && /^[A-Za-z0-9._-]+$/.test(text) && text !== '.' && !text.startsWith('..');
}
