import { expect, test } from 'vitest';
import type { Cluster } from '../../lib/config/declaration.js';
import { traceCluster } from '../../lib/config/trace.js';
import { manifestsOf, unitsOf } from '../../lib/pipeline.js';
import { harbour } from './harbour.js';

const objects = (cluster: Cluster, traced: boolean) =>
  unitsOf(cluster).flatMap((unit) =>
    manifestsOf(unit, { traced }).map(({ path, objects }) => [path, objects.map(({ object }) => object)]),
  );

const EVERYTHING = `
resources: {cpu: 2, memory: 1.5Gi, requests: {cpu: 500m}}
vm: {vcpus: 2, memory: 2Gi}
networks: [fabric, office]
devices: {gpu: 2}
env: {A: "1"}
secretEnv: {B: {secret: s, key: k}}
readiness: {http: {port: 8080}}
files: {conf: {mountPath: /etc/app, data: {app.toml: a = 1}}}
volumes: {media: {mountPath: /media, claim: media, create: {size: 1000G}}}
scratch: {tmp: {mountPath: /tmp, size: 1024Mi}}
externalSecrets: {s: {store: vault, keys: {k: {remoteKey: r}}}}
placement: {spread: required, apartFrom: [api, db], nodeLabels: {example.com/zone: a}}
`;

const IMAGES = `
  images:
    kyverno: true
    signatures:
      company:
        images: [registry.example.com, quay.io/shop]
        keyless: {issuer: https://login.example.com, subject: ci@example.com}
        attestations: {sbom: {type: https://spdx.dev/Document}}
    validator:
      service: {namespace: image-validator, name: validator}
      certificate: image-validator/serving
  argocd:`;

test('a traced render gives exactly the objects of an ordinary one', () => {
  const cluster = harbour({
    environment: [['\n  argocd:', IMAGES]],
    tenants: { shop: 'exclusiveNodes: true' },
    workloads: { shop: { legacy: EVERYTHING, migrate: 'env: {b: "1", a: "2"}\nresources: {memory: 0.5Gi}' } },
  });
  expect(objects(traceCluster(cluster), true)).toEqual(objects(cluster, false));
});
