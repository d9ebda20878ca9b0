import { expect, it } from 'vitest';
import { workspace } from '../../cli/command.js';
import { checkInProcess } from '../../cli/in-process.js';

/** Manifests with a fault, and » before the place that `bulkhead check FILE` has to name. */
const CASES: readonly (readonly [title: string, marked: string, rule?: string])[] = [
  [
    'block style',
    `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: web
    image: »nginx:latest
`,
  ],
  [
    'an indented list, comments and quotes',
    `# a chart renders this
apiVersion: v1
kind: Pod # of the shop
metadata: { name: web }
spec:

  containers:
    # the first
    - name: "web"
      "image":   »'nginx:latest'   # not pinned
`,
  ],
  [
    'flow style, behind characters of two UTF-16 units',
    "{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {a: '🚢'}}, spec: {containers: [{image: »nginx:latest, name: web}]}}\n",
  ],
  [
    'JSON',
    `{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {"name": "web"},
  "spec": {
    "containers": [
      {"name": "proxy", "image": "envoy:1.2"},
      {"name": "web", "image": »"nginx:latest"}
    ]
  }
}
`,
  ],
  [
    'JSON in one line',
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"name":"web","image":»"nginx:latest"}]}}',
  ],
  [
    'an item of a List',
    `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: web}
- apiVersion: v1
  kind: Pod
  metadata: {name: web}
  spec:
    containers:
    - {name: web, image: »nginx:latest}
`,
  ],
  [
    'an item of a list of one kind, in JSON',
    `{"apiVersion": "apps/v1", "kind": "DeploymentList", "items": [
  {"metadata": {"name": "web"}, "spec": {"template": {"spec": {"containers": [
    {"name": "web", "image": »"nginx:latest"}]}}}}
]}
`,
  ],
  [
    'a later document, behind empty ones',
    `---
# Source: chart/templates/config.yaml
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web}
data:
  text: |
    ---
    image: nginx:latest
---

...
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - image: »nginx:latest
    name: web
`,
  ],
  [
    'lines of Windows',
    'apiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: web\r\n---\r\napiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: web\r\nspec:\r\n  containers:\r\n    - name: web\r\n      image: »nginx:latest\r\n',
  ],
  [
    'a byte order mark',
    '\uFEFFapiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: »NodePort}\n',
    'tenant/exposed-service',
  ],
  [
    'an alias, where it stands',
    `apiVersion: v1
kind: Pod
metadata: {name: web, annotations: {image: &image nginx:latest}}
spec:
  containers:
  - name: web
    image: »*image
`,
  ],
  [
    'an alias of more than the value, where that is written',
    `apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Secret, metadata: {name: web}, data: &web {name: web, image: »nginx:latest}}
- apiVersion: v1
  kind: Pod
  metadata: {name: web}
  spec:
    containers: [*web]
`,
  ],
  [
    'what is merged, where that is written',
    `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  initContainers:
  - &base
    name: setup
    image: »nginx:latest
  containers:
  - <<: *base
    name: web
    image: nginx:1.27
`,
  ],
  [
    'a text of several lines, by its key',
    `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    »image: >-
      nginx:latest
`,
  ],
  [
    'a value on the line below its key',
    `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    »image:
      nginx:latest
`,
  ],
  [
    'a tag, and an explicit key, whose value is on a line of its own',
    `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - ? name
    : web
    ? »image
    : !!str nginx:latest
`,
  ],
  [
    'a field that is missing, by the field that it would be in',
    `apiVersion: v1
kind: Pod
metadata: {name: web}
»spec:
  containers:
  - name: web
    image: nginx:1.27
`,
    'tenant/token-automount',
  ],
  [
    'a list item',
    `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: web}
rules:
- apiGroups: [apps]
  resources: [deployments]
  verbs:
  - get
  - »"*"
`,
    'tenant/role-wildcard',
  ],
];

it.each(CASES.map(([title, ...one]) => [title, one] as const))('%s', (_, [marked, rule = 'image/latest-tag']) => {
  const [before = '', after, ...more] = marked.split('»');
  expect([after, more]).toEqual([expect.any(String), []]);
  const lines = before.replace(/^\uFEFF/, '').split('\n');
  const place = `manifests.yaml:${lines.length}:${(lines.at(-1) ?? '').length + 1}: `;
  const { code, stdout, stderr } = checkInProcess(workspace({ 'manifests.yaml': before + after }), ['manifests.yaml'], {
    rule: [rule],
  });
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const places = stdout.split('\n').filter((line) => line.includes(` ${rule}: `));
  expect(places.map((line) => line.slice(0, place.length))).toEqual([place]);
});
