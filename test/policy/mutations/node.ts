import { add, type Case, set } from './case.js';
import { declared, declaring, rendered, SHOP_WORKLOADS } from './company.js';

const FRONTEND = 'Deployment shop-web/frontend';
const CONTAINER = ['spec', 'template', 'spec', 'containers', 0];
const AT = 'spec.template.spec.containers[name=frontend]';
const AGENT = 'DaemonSet kube-system/agent';

// Put together, so that nobody who searches this repository for secrets finds one.
const GITHUB = ['ghp', '16C7e42F292c6912E7710c838347Ae178B4a'].join('_');

export const nodeCases: readonly Case[] = [
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
      {
        is: `node/privileged-daemonset: ${AGENT}: spec.template.spec.hostNetwork`,
        rendered: rendered.planted('hostNetwork: »true'),
      },
      {
        is: `node/privileged-daemonset: ${AGENT}: spec.template.spec.volumes[name=root].hostPath`,
        rendered: rendered.planted('- »hostPath:'),
      },
      {
        is: `node/privileged-daemonset: ${AGENT}: spec.template.spec.containers[name=agent].securityContext.privileged`,
        rendered: rendered.planted('privileged: »true'),
      },
    ],
  },
  {
    title: 'a token in a variable',
    plant: set(FRONTEND, [...CONTAINER, 'env', 0, 'value'], GITHUB),
    finds: [
      {
        is: `node/known-secret: ${FRONTEND}: ${AT}.env[name=LOG_LEVEL].value`,
        declared: declared.workloads('LOG_LEVEL: »info'),
        rendered: rendered.frontend(`value: »${GITHUB}`),
      },
    ],
  },
  {
    title: 'a token in an annotation of the pods',
    plant: set(FRONTEND, ['spec', 'template', 'metadata', 'annotations', 'example.com/login'], GITHUB),
    finds: [
      {
        is: `node/known-secret: ${FRONTEND}: spec.template.metadata.annotations["example.com/login"]`,
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend(`example.com/login: »${GITHUB}`),
      },
    ],
  },
  {
    title: 'a password as an argument',
    plant: set(FRONTEND, [...CONTAINER, 'args'], ['--user', 'shop', '--password', 'hunter2']),
    finds: [
      {
        is: `node/named-secret: ${FRONTEND}: ${AT}.args[3]`,
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend('- »hunter2'),
      },
    ],
  },
  {
    title: 'a password in a file',
    plant: set('ConfigMap shop-web/frontend-conf', ['data', 'app.toml'], 'a = 1\ndb_password = "hunter2"\n'),
    finds: [
      {
        is: 'node/named-secret: ConfigMap shop-web/frontend-conf: data["app.toml"]',
        declared: declared.workloads('»app.toml: |'),
        rendered: rendered.frontend('»app.toml: |'),
      },
    ],
  },
  {
    title: 'a declared variable that is called a password',
    declarations: declaring(SHOP_WORKLOADS, 'LOG_LEVEL: info', 'DB_PASSWORD: hunter2'),
    finds: [
      {
        is: `node/named-secret: ${FRONTEND}: ${AT}.env[name=DB_PASSWORD].value`,
        declared: declared.workloads('DB_PASSWORD: »hunter2'),
        rendered: rendered.frontend('value: »hunter2'),
      },
    ],
  },
  {
    title: 'a declared variable that is a token',
    declarations: declaring(SHOP_WORKLOADS, 'LOG_LEVEL: info', `LOG_LEVEL: ${GITHUB}`),
    finds: [
      {
        is: `node/known-secret: ${FRONTEND}: ${AT}.env[name=LOG_LEVEL].value`,
        declared: declared.workloads(`LOG_LEVEL: »${GITHUB}`),
        rendered: rendered.frontend(`value: »${GITHUB}`),
      },
    ],
  },
  {
    title: 'a declared argument that is a password',
    declarations: declaring(SHOP_WORKLOADS, '  env:\n', '  args: [--password, hunter2]\n  env:\n'),
    finds: [
      {
        is: `node/named-secret: ${FRONTEND}: ${AT}.args[1]`,
        declared: declared.workloads('args: [--password, »hunter2]'),
        rendered: rendered.frontend('- »hunter2'),
      },
    ],
  },
  {
    title: 'a declared file that holds a password',
    declarations: declaring(SHOP_WORKLOADS, 'a = 1', 'db_password = "hunter2"'),
    finds: [
      {
        is: 'node/named-secret: ConfigMap shop-web/frontend-conf: data["app.toml"]',
        declared: declared.workloads('»app.toml: |'),
        rendered: rendered.frontend('»app.toml: |'),
      },
    ],
  },
];
