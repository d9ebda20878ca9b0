import type { JsonObject } from '../json.js';
import { quotedAsGo } from './go-text.js';
import type { Level, LevelVersion, PolicyVersion } from './version.js';

/** What a namespace asks of its pods. */
export interface NamespacePolicy {
  /** Pods that violate it are refused. */
  readonly enforce: LevelVersion;
  /** Pods, and objects that make pods, which violate it are noted in the audit log. */
  readonly audit: LevelVersion;
  /** Who creates one that violates it is warned. */
  readonly warn: LevelVersion;
  /** Labels with values that mean nothing: the API server refuses to create the namespace. */
  readonly errors: readonly LabelError[];
}

export interface LabelError {
  readonly label: string;
  readonly value: string;
  /** The API server's words. */
  readonly message: string;
}

const PREFIX = 'pod-security.kubernetes.io/';
const LEVELS: readonly Level[] = ['privileged', 'baseline', 'restricted'];

/** What an API server asks for that is not told otherwise (AdmissionConfiguration, PodSecurityConfiguration.defaults). */
const UNLABELLED: LevelVersion = { level: 'privileged', version: 'latest' };

/**
 * What the labels of a namespace ask for. A level to enforce that means nothing is taken for restricted, another level
 * for privileged, a version for the latest. Who does not say of what to warn is warned of what is enforced.
 * Upstream: api/helpers.go, PolicyToEvaluate.
 */
export function podSecurityOf(
  labels: JsonObject,
  defaults: Pick<NamespacePolicy, 'enforce' | 'audit' | 'warn'> = {
    enforce: UNLABELLED,
    audit: UNLABELLED,
    warn: UNLABELLED,
  },
): NamespacePolicy {
  const errors: LabelError[] = [];
  const given = (name: string) => (Object.hasOwn(labels, PREFIX + name) ? labels[PREFIX + name] : undefined);
  const read = <T>(name: string, { parse, allowed }: Reading<T>, unset: T, wrong: T): T => {
    const value = given(name);
    if (typeof value !== 'string') return unset;
    const parsed = parse(value);
    if (parsed === undefined) errors.push(labelError(PREFIX + name, value, allowed));
    return parsed ?? wrong;
  };
  const mode = (name: 'enforce' | 'audit' | 'warn', wrong: Level): LevelVersion => ({
    level: read(name, LEVEL, defaults[name].level, wrong),
    version: read(`${name}-version`, VERSION, defaults[name].version, 'latest'),
  });
  const enforce = mode('enforce', 'restricted');
  const audit = mode('audit', 'privileged');
  const warn = mode('warn', 'privileged');
  const follows =
    given('warn') === undefined &&
    given('enforce') === enforce.level &&
    LEVELS.indexOf(enforce.level) > LEVELS.indexOf(warn.level);
  if (!follows) return { enforce, audit, warn, errors };
  const { version } = given('warn-version') === undefined ? enforce : warn;
  return { enforce, audit, warn: { level: enforce.level, version }, errors };
}

interface Reading<T> {
  readonly parse: (text: string) => T | undefined;
  /** The end of upstream's message. */
  readonly allowed: string;
}

const LEVEL: Reading<Level> = {
  parse: (text) => LEVELS.find((level) => level === text),
  allowed: `must be one of ${LEVELS.join(', ')}`,
};

const VERSION: Reading<PolicyVersion> = { parse: parseVersion, allowed: 'must be "latest" or "v1.x"' };

/** Upstream reads the minor into an int of 64 bits. */
function parseVersion(text: string): PolicyVersion | undefined {
  if (text === 'latest') return text;
  const minor = /^v1\.(0|[1-9][0-9]*)$/.exec(text)?.[1];
  return minor !== undefined && BigInt(minor) < 2n ** 63n ? (text as PolicyVersion) : undefined;
}

/** Upstream: k8s.io/apimachinery/pkg/util/validation/field, errors.go, ErrorBody. */
function labelError(label: string, value: string, allowed: string): LabelError {
  return { label, value, message: `metadata.labels[${label}]: Invalid value: ${quotedAsGo(value)}: ${allowed}` };
}
