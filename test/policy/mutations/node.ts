import { describe } from 'vitest';
import { add, type Case, set, testCases } from './planted.js';

const FRONTEND = 'Deployment shop-web/frontend';
const CONTAINER = ['spec', 'template', 'spec', 'containers', 0];
const AT = 'spec.template.spec.containers[name=frontend]';
const AGENT = 'DaemonSet kube-system/agent';

// Put together, so that nobody who searches this repository for secrets finds one.
const GITHUB = ['ghp', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_');

const CASES: readonly Case[] = [
  {
    title: 'a DaemonSet that nobody declared has its nodes',
    plant: add(`
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: kube-system}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      hostNetwork: true
      containers:
        - name: agent
          image: registry.example.com/agent:1
          securityContext: {privileged: true}
      volumes: [{name: root, hostPath: {path: /}}]
`),
    finds: [
      `node/privileged-daemonset: ${AGENT}: spec.template.spec.hostNetwork`,
      `node/privileged-daemonset: ${AGENT}: spec.template.spec.volumes[name=root].hostPath`,
      `node/privileged-daemonset: ${AGENT}: spec.template.spec.containers[name=agent].securityContext.privileged`,
    ],
  },
  {
    title: 'a token in a variable',
    plant: set(FRONTEND, [...CONTAINER, 'env', 0, 'value'], GITHUB),
    finds: [`node/known-secret: ${FRONTEND}: ${AT}.env[name=LOG_LEVEL].value`],
  },
  {
    title: 'a token in an annotation of the pods',
    plant: set(FRONTEND, ['spec', 'template', 'metadata', 'annotations', 'example.com/login'], GITHUB),
    finds: [`node/known-secret: ${FRONTEND}: spec.template.metadata.annotations["example.com/login"]`],
  },
  {
    title: 'a password as an argument',
    plant: set(FRONTEND, [...CONTAINER, 'args'], ['--user', 'shop', '--password', 'hunter2']),
    finds: [`node/named-secret: ${FRONTEND}: ${AT}.args[3]`],
  },
  {
    title: 'a password in a file',
    plant: set('ConfigMap shop-web/frontend-conf', ['data', 'app.toml'], 'a = 1\ndb_password = "hunter2"\n'),
    finds: ['node/named-secret: ConfigMap shop-web/frontend-conf: data["app.toml"]'],
  },
];

describe('a fault that concerns nodes, or secrets', () => {
  testCases('node', CASES);
});
