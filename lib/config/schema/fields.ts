import { z } from 'zod';
import { parseCidr } from '../../kubernetes/cidr.js';
import {
  DNS_LABEL,
  DNS_SUBDOMAIN,
  isDnsLabel,
  isDnsSubdomain,
  isLabelKey,
  isLabelValue,
  LABEL_KEY,
  LABEL_VALUE,
} from '../../kubernetes/names.js';
import { parseQuantity } from '../../kubernetes/quantity.js';

/** A string that `valid` accepts; `allowed` is the sentence an author reads when it does not. */
export function text(valid: (value: string) => boolean, allowed: string) {
  return z.string().refine(valid, { error: (issue) => `${show(issue.input)} is not ${allowed}` });
}

/** A value as it is quoted in a message: what is wrong with it comes after it, so not more than a line of it. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? value : String(JSON.stringify(value));
  return `\`${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}\``;
}

const MAX_SHOWN = 200;

export const dnsLabel = text(isDnsLabel, `a DNS label (${DNS_LABEL})`);
export const dnsSubdomain = text(isDnsSubdomain, `a DNS subdomain (${DNS_SUBDOMAIN})`);
export const labelKey = text(isLabelKey, `a label key (${LABEL_KEY})`);
export const labelValue = text(isLabelValue, `a label value (${LABEL_VALUE})`);
export const labels = z.record(labelKey, labelValue);

/** A resource.Quantity as people write it: `2`, `500m`, `1.5Gi`. Never negative. */
export const quantity = z.union([z.string(), z.number()]).refine(
  (value) => {
    const parsed = parseQuantity(value);
    return parsed !== undefined && parsed.nanos >= 0n;
  },
  { error: (issue) => `${show(issue.input)} is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)` },
);

export const cidr = z.string().superRefine((value, context) => {
  const parsed = parseCidr(value);
  if ('error' in parsed) context.addIssue({ code: 'custom', message: `${show(value)} ${parsed.error}` });
});

// What a Go int32 holds, as most counts of the API are.
export const count = z.int().min(0).max(2_147_483_647);
export const port = z.int().min(1).max(65535);

/** `8080` (TCP) or `53/UDP`. */
export const portAndProtocol = z.union([
  port,
  text((value) => parsePort(value) !== undefined, 'a port (8080) or a port with its protocol (53/UDP, 9000/SCTP)'),
]);

export interface PortAndProtocol {
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

export function parsePort(value: string | number): PortAndProtocol | undefined {
  if (typeof value === 'number') return { port: value, protocol: 'TCP' };
  const match = /^([1-9][0-9]{0,4})\/(TCP|UDP|SCTP)$/.exec(value);
  if (match === null) return undefined;
  const number = Number(match[1]);
  return number <= 65535 ? { port: number, protocol: match[2] as PortAndProtocol['protocol'] } : undefined;
}

/** A git repository as Argo CD takes it. */
export const repoURL = text(
  // Argo CD reads *, ? and [ in a project's repositories as patterns, and a leading ! as a denial.
  (value) => /^(https:\/\/|ssh:\/\/|git@|file:\/\/\/)[^\s"'`$\\*?[\]{}!]+$/.test(value),
  'a repository address (https://…, ssh://…, git@host:path)',
);

/** A path inside a container: absolute, no `..`, nothing that a mount would refuse. */
export const mountPath = text(
  (value) => /^(\/[^\s:\\/]+)+\/?$/.test(value) && !value.split('/').includes('..'),
  'an absolute path without "..", ":" or spaces',
);

/** An image reference; what its parts must be is the business of the tenant's grant. */
export const image = text(
  (value) => value.length <= 512 && /^[a-zA-Z0-9][a-zA-Z0-9._:/@-]*$/.test(value),
  'an image reference (registry/repository:tag or registry/repository@sha256:…)',
);

/** An image that cannot change. */
export const digestImage = text(
  (value) => value.length <= 512 && /^[a-zA-Z0-9][a-zA-Z0-9._:/-]*@sha256:[0-9a-f]{64}$/.test(value),
  'an image by digest (registry/repository@sha256:…)',
);

/** Becomes part of names of folders on nodes. */
export const softwareVersion = text(
  (value) => value.length <= 40 && /^[0-9]+(\.[0-9]+){1,2}([-+][A-Za-z0-9.+-]+)?$/.test(value),
  'a version in quotes, such as "2.1.4" or "1.7.27-k3s1"',
);

/** As `sysctl` spells them, with dots; it would read a slash as a path. */
export const sysctlName = text(
  (name) =>
    name.length <= 253 &&
    /^[a-z0-9_]+[.]/.test(name) &&
    name.split('.').every((part) => /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(part)),
  'the name of a kernel parameter, such as vm.max_map_count',
);

/** What these files, and the shell that reads them, take for nothing but text. */
export const sysctlValue = z
  .union([z.string(), z.int()])
  .refine(
    (value) =>
      typeof value === 'number' ||
      (value.length <= 200 && value.split(' ').every((word) => /^[A-Za-z0-9._-]+$/.test(word))),
    {
      error: (issue) =>
        `${show(issue.input)} is not a value of a kernel parameter: numbers and words with single spaces between`,
    },
  );

export const kernelModule = text(
  (name) => /^[a-z0-9][a-z0-9_-]{0,55}$/.test(name),
  'the name of a kernel module (lower-case letters, digits, "_" and "-")',
);

export const pciAddress = text(
  (value) => /^[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]$/.test(value),
  'a PCI address as `lspci -D` prints it, such as 0000:3b:02.1',
);

/** An archive: what curl and a line of text take for nothing else, without a name and a password in it. */
export const archiveUrl = text(
  (value) =>
    value.length <= 1000 &&
    /^https:\/\/([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?(\/[A-Za-z0-9._~%+@=-]+)+$/.test(value) &&
    URL.canParse(value),
  'the address of an archive, https://host/path, without a name, a password or a query',
);

/** Where images may come from: a registry's host, or a host and the beginning of a path. */
export const registry = text(
  (value) => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(\/[a-z0-9._-]+)*$/.test(value) && value.length <= 255,
  'a registry (registry.example.com, or registry.example.com/team)',
);
