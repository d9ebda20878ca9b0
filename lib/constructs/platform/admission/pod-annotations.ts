import { GRANT } from '../../../config/labels.js';
import { grantList, shown } from './cel.js';
import type { Validation } from './policy.js';

/** Keys that begin like this speak to the container runtime, or have it bring devices in. */
const RUNTIME_PREFIXES = [
  'io.katacontainers.',
  'dev.gvisor.',
  'io.kubernetes.cri',
  'io.containerd.',
  'run.oci.',
  'org.systemd.',
  'cdi.k8s.io/',
];

/**
 * Domains of keys that runtimes and their plugins read (CRI-O, NRI), or with which a pod joins a network or chooses its
 * address (Multus, Calico, Cilium, OVN, Antrea, Spiderpool, AWS). Subdomains are meant too; keys of CRI-O have
 * no path.
 */
const DOMAINS = [
  'crio.io',
  'cri-o.io',
  'nri.io',
  'nri.containerd.io',
  'k8s.v1.cni.cncf.io',
  'v1.multus-cni.io',
  'cni.projectcalico.org',
  'cilium.io',
  'ovn.org',
  'ovn.kubernetes.io',
  'antrea.io',
  'spidernet.io',
  'vpc.amazonaws.com',
];

const dots = (text: string) => text.replaceAll('.', '[.]');
const RESERVED = `^(${RUNTIME_PREFIXES.map(dots).join('|')}|([^/]*[.])?(${DOMAINS.map(dots).join('|')})(/|$))`;

export const NETWORKS = 'k8s.v1.cni.cncf.io/networks';

/** After `annotations`, `formerAnnotations` and `runtime`. */
export const ANNOTATION_VARIABLES = {
  grantedAnnotations: grantList(GRANT.podAnnotations),
  grantedNetworks: grantList(GRANT.networks),
  foreignAnnotations: [
    `variables.annotations.filter(key, key.matches('${RESERVED}')`,
    '!(key in variables.formerAnnotations && variables.formerAnnotations[key] == variables.annotations[key])',
    "!(key + '@' + variables.runtime in variables.grantedAnnotations)",
    // Only names: the annotation's other form, JSON, chooses addresses too.
    `!(key == '${NETWORKS}' && variables.annotations[key].split(',').all(network, network in variables.grantedNetworks)))`,
  ].join(' && '),
};

export const ANNOTATION_VALIDATIONS: readonly Validation[] = [
  {
    expression: 'size(variables.foreignAnnotations) == 0',
    messageExpression: `'annotation ' + variables.foreignAnnotations.join(', ') + ' is not granted; granted: ' + ${shown('variables.grantedAnnotations')} + '; networks: ' + ${shown('variables.grantedNetworks')}`,
  },
];
