import { HttpMethod } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../lib/kubernetes/json.js';
import { valueAt } from '../../lib/kubernetes/json.js';
import type { KubernetesObject } from '../../lib/kubernetes/object.js';
import { harbour } from '../constructs/harbour.js';
import { Rendered } from '../constructs/rendered.js';
import { part } from './attacks/attack.js';
import { DEFINITION_PARTS, defineWhatIsRendered } from './definitions.js';
import { ImageValidatorStandIn } from './image-validator-stand-in.js';
import { needs } from './parts.js';
import { freePorts } from './processes.js';
import { applyAll } from './sync.js';
import { type PodOptions, Walled } from './walled.js';

const isThere = needs('etcd', 'kube-apiserver', 'openssl', ...DEFINITION_PARTS);

const SIGNED = 'registry.example.com/signed/app:1';
const UNSIGNED = 'registry.example.com/app:1';
const REFUSED = 'not signed: registry.example.com/app:1';

const KEY = `
          -----BEGIN PUBLIC KEY-----
          MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
          -----END PUBLIC KEY-----`;

let walled: Walled;
let validator: ImageValidatorStandIn;
let webhook: KubernetesObject;
let policies: readonly KubernetesObject[];

const answer = (namespace: string, options: PodOptions) => walled.answer(walled.pod(namespace, options));

/** Namespaces in which nothing of ours judges a pod. */
const elsewhere = (namespace: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'plain', namespace },
  spec: { containers: [{ name: 'app', image: UNSIGNED }], automountServiceAccountToken: false },
});

beforeAll(async () => {
  if (!isThere) return;
  const { port } = await freePorts('port');
  const images = `
  images:
    validator:
      service: {namespace: image-validator, name: validator, port: ${port}, path: /images}
      certificate: image-validator/serving
    kyverno: true
    unsigned: [quay.io/shop]
    signatures:
      company:
        images: [registry.example.com]
        key: |${KEY}
        attestations: {built-by-us: {type: https://slsa.dev/provenance/v1}}
      ci:
        images: [docker.io/library]
        keyless: {issuer: https://login.example.com, subject: ci@example.com}
  argocd:`;
  const cluster = harbour({ environment: [['\n  argocd:', images]] });
  walled = await Walled.start(cluster);
  const rendered = Rendered.all(cluster);
  webhook = rendered.find('ValidatingWebhookConfiguration', 'images.bulkhead.dev');
  policies = rendered.ofKind('ImageValidatingPolicy');
  const { spec } = cluster.environment;
  if (spec.images.validator === undefined) throw new Error('no validator is declared');
  // A pod that is there before anybody is asked of images.
  await walled.plane.as(walled.target('shop-web').admin).post(older('shop-web'));
  validator = await ImageValidatorStandIn.start(walled.plane, spec.images.validator.service);
}, 120_000);
afterAll(async () => {
  await validator?.end();
  await walled?.plane.end();
});

const older = (namespace: string) => {
  const pod = walled.pod(namespace, { image: UNSIGNED });
  Object.assign(part(pod, 'metadata'), { name: 'older' });
  return pod;
};

describe('the webhook', () => {
  it('is stored as written, and refuses pods of tenants alone while nobody may be trusted to answer', async () => {
    expect(
      (await applyAll(walled.plane.admin, [{ file: 'image-admission.yaml', object: webhook }])).complaints,
    ).toEqual([]);
    const closed = 'failed calling webhook "images.bulkhead.dev"';
    await walled.plane.until('it is asked', async () => (await answer('shop-web', { image: SIGNED })).includes(closed));
    for (const namespace of ['shop-data', 'bank-core', 'studio'])
      expect(await answer(namespace, { image: SIGNED })).toContain(closed);
    for (const namespace of ['kube-system', 'image-validator', 'default']) {
      // Nobody makes one here: no controllers run.
      await walled.plane.admin.apply({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace },
      });
      await walled.plane.admin.post(elsewhere(namespace));
    }
  });

  it('does not hold up who changes anything but the images of a pod', async () => {
    const { plane } = walled;
    const reference = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'older', namespace: 'shop-web' } };
    await plane.admin.edit(reference, { metadata: { labels: { changed: 'yes' }, finalizers: ['example.com/a'] } });
    await plane.admin.edit(reference, { metadata: { finalizers: null } });
    expect(valueAt(await plane.admin.get(reference), ['metadata', 'labels', 'changed'])).toBe('yes');
  });

  it('asks whoever has the certificate, of the images of every sort of container', async () => {
    await validator.injectCa(walled.plane, webhook);
    await walled.plane.until('it answers', async () => (await answer('shop-web', { image: SIGNED })) === 'accepted');
    expect(await answer('shop-web', { image: UNSIGNED })).toContain(REFUSED);
    const init = { initContainers: [{ ...container(UNSIGNED), name: 'init' }] };
    expect(await answer('shop-web', { image: SIGNED, spec: init })).toContain(REFUSED);
    expect(validator.asked).toContainEqual([UNSIGNED]);
    expect(validator.asked).toContainEqual([SIGNED, UNSIGNED]);
  });

  it('asks of containers that are added, and of an image that changes', async () => {
    const { plane } = walled;
    const path = '/api/v1/namespaces/shop-web/pods/older';
    const type = 'application/strategic-merge-patch+json';
    const patch = (at: string, spec: object) =>
      plane.admin.send(HttpMethod.PATCH, at, { query: { dryRun: 'All' }, body: { spec }, type });
    const added = (image: string) => ({
      ephemeralContainers: [{ ...container(image), name: 'look', resources: undefined }],
    });
    // What it has already is judged with it: an image that nobody signed cannot be hidden behind one.
    await expect(patch(`${path}/ephemeralcontainers`, added(SIGNED))).rejects.toThrow(REFUSED);
    await expect(patch(path, { containers: [{ name: 'app', image: `${UNSIGNED}-2` }] })).rejects.toThrow(
      `${REFUSED}-2`,
    );
    await patch(path, { containers: [{ name: 'app', image: SIGNED }] });
  });

  it('keeps the CA that it was given when it is applied again: nothing has changed', async () => {
    const { plane } = walled;
    const before = await plane.admin.get(webhook);
    expect((await applyAll(plane.admin, [{ file: 'image-admission.yaml', object: webhook }])).complaints).toEqual([]);
    expect(await plane.admin.get(webhook)).toEqual(before);
    expect(valueAt(before, ['webhooks', 0, 'clientConfig', 'caBundle'])).toEqual(expect.any(String));
  });
});

describe('policies of Kyverno', () => {
  it('are of the published schema, and stored as written', async () => {
    const { plane } = walled;
    await defineWhatIsRendered(plane);
    expect(policies.map(({ metadata }) => metadata.name)).toEqual(['bulkhead-ci', 'bulkhead-company']);
    const manifests = policies.map((object) => ({ file: 'image-admission.yaml', object }));
    expect((await applyAll(plane.admin, manifests)).complaints).toEqual([]);
  });
});

function container(image: string): JsonObject {
  const amounts = { cpu: '100m', memory: '128Mi' };
  return {
    name: 'app',
    image,
    resources: { limits: amounts, requests: amounts },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
}
