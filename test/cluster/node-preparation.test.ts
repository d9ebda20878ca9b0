import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HttpMethod, KubeConfig } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Platform } from '../../lib/constructs/platform/platform.js';
import { type JsonObject, valueAt } from '../../lib/kubernetes/json.js';
import { REPOSITORY } from '../cli/command.js';
import { preparedHarbour } from '../constructs/platform/prepared.js';
import { Rendered } from '../constructs/rendered.js';
import { Client } from './client.js';
import { ControlPlane, SERVING_CERTIFICATE } from './control-plane.js';
import { needs, partAt } from './parts.js';

const isThere = needs('etcd', 'kube-apiserver');
const NAMESPACE = 'node-preparation';
const PREPARATION = [
  'Namespace',
  'ServiceAccount',
  'ClusterRole',
  'ClusterRoleBinding',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
];
const STARTUP = { key: 'katacontainers.io/not-ready', effect: 'NoSchedule' };
const OTHER = { key: 'example.com/own', value: 'bank', effect: 'NoSchedule' };

let plane: ControlPlane;
/** An agent on `here`. */
let agent: Client;

const node = (name: string) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name } });

/** Somebody with the token of a pod of the agents on a node, as the kubelet asks for it. */
async function agentOn(nodeName: string): Promise<Client> {
  return clientWith(await tokenOn(nodeName));
}

async function tokenOn(nodeName: string): Promise<string> {
  const pod = await plane.admin.post({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `agent-${nodeName}`, namespace: NAMESPACE },
    spec: { nodeName, serviceAccountName: NAMESPACE, containers: [{ name: 'agent', image: 'agent' }] },
  });
  return tokenOf({
    boundObjectRef: {
      apiVersion: 'v1',
      kind: 'Pod',
      name: `agent-${nodeName}`,
      uid: valueAt(pod.object, ['metadata', 'uid']),
    },
  });
}

async function tokenOf(spec: object): Promise<string> {
  const path = `/api/v1/namespaces/${NAMESPACE}/serviceaccounts/${NAMESPACE}/token`;
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec };
  const { object } = await plane.admin.send(HttpMethod.POST, path, { body });
  return String(valueAt(object, ['status', 'token']));
}

function clientWith(token: string): Client {
  const config = new KubeConfig();
  const cluster = { name: 'test', server: plane.server, skipTLSVerify: true };
  config.loadFromClusterAndUser(cluster, { name: 'agent', token });
  return config.makeApiClient(Client);
}

const patch = (name: string, change: object, who = agent) =>
  who.edit(node(name), change, 'application/merge-patch+json');
const refusal = (name: string, change: object, who = agent) =>
  patch(name, change, who).then(
    () => 'accepted',
    (error: Error) => error.message,
  );
const labelled = (labels: object) => ({ metadata: { labels } });
const annotated = (annotations: object) => ({ metadata: { annotations } });
const tainted = (...taints: object[]) => ({ spec: { taints } });

const newNode = (name: string) =>
  plane.admin.post({
    ...node(name),
    metadata: { name, labels: { 'example.com/zone': 'a' }, annotations: { 'example.com/note': 'b' } },
    spec: tainted(OTHER, STARTUP).spec,
  });

beforeAll(async () => {
  if (!isThere) return;
  plane = await ControlPlane.start({ binary: partAt, version: '1.34' });
  const rendered = Rendered.of((app) => new Platform(app, 'platform', { cluster: preparedHarbour() }));
  for (const kind of PREPARATION)
    for (const object of rendered.ofKind(kind))
      if (object.metadata.name.includes('node-preparation')) await plane.admin.apply(object);
  for (const name of ['here', 'there']) await newNode(name);
  agent = await agentOn('here');
  // A policy holds a moment after it is stored.
  await plane.until(
    'the policy holds',
    async () => (await refusal('there', labelled({ 'katacontainers.io/a': 'b' }))) !== 'accepted',
  );
}, 120_000);
afterAll(() => plane?.end());

describe('an agent on its own node', () => {
  it('sets labels and annotations below katacontainers.io/, and takes them off', async () => {
    await patch('here', labelled({ 'katacontainers.io/kata-runtime': 'true' }));
    await patch('here', annotated({ 'katacontainers.io/node-preparation': 'ready' }));
    await patch('here', labelled({ 'katacontainers.io/kata-runtime': null }));
    const stored = await plane.admin.get(node('here'));
    expect(valueAt(stored, ['metadata', 'labels'])).toEqual({ 'example.com/zone': 'a' });
  });

  it('takes its startup taint off, and no other', async () => {
    const taintsOf = async () => valueAt(await plane.admin.get(node('here')), ['spec', 'taints']) as JsonObject[];
    const others = (await taintsOf()).filter(({ key }) => key !== STARTUP.key);
    // The API server itself gives every new node one more, node.kubernetes.io/not-ready.
    expect(others).toContainEqual(OTHER);
    const REFUSED = 'no taint may change but katacontainers.io/not-ready';
    const without = others.filter(({ key }) => key !== OTHER.key);
    expect(await refusal('here', tainted(...without, STARTUP))).toContain(REFUSED);
    expect(await refusal('here', tainted(...without, { ...OTHER, value: 'shop' }, STARTUP))).toContain(REFUSED);
    const more = { key: 'katacontainers.io/other', effect: 'NoExecute' };
    expect(await refusal('here', tainted(...others, STARTUP, more))).toContain(REFUSED);
    expect(await refusal('here', tainted(...others))).toBe('accepted');
    expect(await taintsOf()).toEqual(others);
  });

  it.each([
    ['a new label', labelled({ 'example.com/pool': 'bank' }), 'label example.com/pool is not below katacontainers.io/'],
    ['another value', labelled({ 'example.com/zone': 'b' }), 'label example.com/zone is not below katacontainers.io/'],
    ['a label less', labelled({ 'example.com/zone': null }), 'label example.com/zone is not below katacontainers.io/'],
    [
      'a label that looks like its own',
      labelled({ 'katacontainers.io.example.com/a': 'b' }),
      'label katacontainers.io.example.com/a is not below katacontainers.io/',
    ],
    [
      'an annotation',
      annotated({ 'example.com/note': 'c' }),
      'annotation example.com/note is not below katacontainers.io/',
    ],
    ['a cordon', { spec: { unschedulable: true } }, 'nothing else of the node may change'],
    ['a finalizer', { metadata: { finalizers: ['example.com/keep'] } }, 'nothing else of the node may change'],
    ['a machine', { spec: { providerID: 'cloud://other' } }, 'nothing else of the node may change'],
  ])('is refused %s', async (_, change, message) => {
    expect(await refusal('here', change)).toContain(message);
  });
});

/** The parts of the program that speak to the API server, as main.sh puts them together. */
const SAYS = `
set -eu
mode=once
for part in log settings api node; do . "$SCRIPTS/$part.sh"; done
work_folder
check_access
"$@"
`;

const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe.skipIf(!hasCurl)(`the program that an agent runs${hasCurl ? '' : ' (skipped: no curl)'}`, () => {
  it('says by itself what it may say: of its node, and of no other', async () => {
    await newNode('prepared');
    const token = await tokenOn('prepared');
    const { folder } = plane.processes;
    writeFileSync(join(folder, 'agent.token'), token);
    const run = (nodeName: string, ...call: string[]) =>
      promisify(execFile)('sh', ['-c', SAYS, 'sh', ...call], {
        env: {
          PATH: process.env.PATH ?? '',
          SCRIPTS: join(REPOSITORY, 'lib/kata/node-preparation'),
          POD_FOLDER: folder,
          API_SERVER: plane.server,
          CA_FILE: join(folder, SERVING_CERTIFICATE),
          TOKEN_FILE: join(folder, 'agent.token'),
          NODE_NAME: nodeName,
          STARTUP_TAINT: STARTUP.key,
          KATA_VERSION: '4.1.0',
          ARTIFACT: '4.1.0-a',
          FILES_ID: 'f',
        },
      }).then(
        ({ stdout }) => stdout,
        (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
      );
    expect(await run('prepared', 'node_is_prepared')).toContain('lifting the taint katacontainers.io/not-ready');
    const stored = await plane.admin.get(node('prepared'));
    expect(valueAt(stored, ['metadata', 'labels'])).toMatchObject({
      'example.com/zone': 'a',
      'katacontainers.io/kata-runtime': 'true',
    });
    expect(valueAt(stored, ['metadata', 'annotations'])).toMatchObject({
      'katacontainers.io/node-preparation': 'prepared: Kata 4.1.0, artifact 4.1.0-a, files f',
    });
    const taints = (valueAt(stored, ['spec', 'taints']) as JsonObject[]).map(({ key }) => key);
    expect(taints).toContain(OTHER.key);
    expect(taints).not.toContain(STARTUP.key);
    expect(await run('prepared', 'forget_node')).not.toContain('failed');
    expect(await run('there', 'forget_node')).toContain('failed: the node cannot be annotated');
    expect(valueAt(await plane.admin.get(node('prepared')), ['metadata', 'labels'])).toEqual({
      'example.com/zone': 'a',
    });
  });
});

describe('an agent elsewhere', () => {
  it('changes no other node, and its status and itself not at all', async () => {
    expect(await refusal('there', labelled({ 'katacontainers.io/kata-runtime': 'true' }))).toContain(
      'this agent runs on here, and may change no other node',
    );
    await expect(agent.remove(node('here'))).rejects.toThrow('cannot delete resource "nodes"');
    await expect(agent.post(node('new'))).rejects.toThrow('cannot create resource "nodes"');
    const status = '/api/v1/nodes/here/status';
    const sent = agent.send(HttpMethod.PATCH, status, { body: labelled({}), type: 'application/merge-patch+json' });
    await expect(sent).rejects.toThrow('cannot patch resource "nodes/status"');
    await expect(agent.itemsOf({ apiVersion: 'v1', kind: 'Secret' })).rejects.toThrow('cannot list resource "secrets"');
  });

  it('on its own node it is not held up by the other', async () => {
    const other = await agentOn('there');
    expect(await refusal('there', labelled({ 'katacontainers.io/kata-runtime': 'true' }), other)).toBe('accepted');
  });

  it('with a token that names no node changes none: as before Kubernetes 1.30, it fails closed', async () => {
    const nobody = clientWith(await tokenOf({}));
    expect(await refusal('here', labelled({ 'katacontainers.io/kata-runtime': 'true' }), nobody)).toContain(
      'this agent runs on a node that its token does not name, and may change no other node',
    );
  });

  it('others are not judged', async () => {
    expect(await refusal('there', labelled({ 'example.com/zone': 'c' }), plane.admin)).toBe('accepted');
  });
});
