import { z } from 'zod';
import { isLabelKey } from '../../kubernetes/names.js';
import { digestImage, dnsLabel, dnsSubdomain, labels, text } from './fields.js';

/** The admission policy lets the nodes' agent touch no other. */
const katacontainersKey = text(
  (key) => key.startsWith('katacontainers.io/') && isLabelKey(key),
  'the key of a taint below katacontainers.io/',
);

const monitoring = z.strictObject({
  kataMonitor: digestImage.describe('Image of kata-monitor: quay.io/kata-containers/kata-monitor@sha256:….'),
  platformService: dnsLabel.describe('Who may read the metrics, by its name in spec.platformServices.'),
  podMonitor: z.boolean().default(false).describe('Whether a PodMonitor of the Prometheus operator is rendered.'),
  rules: z.boolean().default(false).describe('Whether a PrometheusRule with alerts is rendered.'),
  labels: labels.default({}).describe('Labels of both, by which a Prometheus selects them.'),
});

export const nodePreparation = z.strictObject({
  image: digestImage.describe(
    'Image with sh, coreutils, findutils, util-linux, curl, tar, xz and zstd, that the preparation of nodes runs in.',
  ),
  namespace: dnsLabel.default('node-preparation').describe('Namespace that it runs in, with nothing else.'),
  priorityClassName: dnsSubdomain.default('system-node-critical').describe('Priority of its pods.'),
  startupTaint: katacontainersKey
    .default('katacontainers.io/not-ready')
    .describe('Key of the taint that nodes may start with, and lose once they run Kata.'),
  monitoring: monitoring.optional().describe('kata-monitor on every prepared node.'),
});
