import { describe, expect, it, test } from 'vitest';
import { locate } from '../../../lib/config/positions.js';
import { formatProblems } from '../../../lib/config/problem.js';
import type { Path } from '../../../lib/kubernetes/json.js';
import { LIMITS } from '../../../lib/policy/manifests/limits.js';
import { readManifests } from '../../../lib/policy/manifests/read.js';

function read(text: string, limits = {}) {
  return readManifests([{ path: 'shop.yaml', text }], { ...LIMITS, ...limits });
}

/** The data of the one object that a text holds, without its head. */
function dataOf(text: string): unknown {
  const { objects, problems } = read(`apiVersion: v1\nkind: Sample\nmetadata: {name: a}\n${text}`);
  expect(formatProblems(problems, { colour: false })).toBe('0 problems in 0 files');
  const { apiVersion, kind, metadata, ...data } = objects[0]?.object ?? {};
  return data;
}

function problemsOf(text: string): string {
  const { problems } = read(text);
  return formatProblems(problems, { colour: false });
}

const named = (name: string, more = '') => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n${more}`;
const names = (text: string) => read(text).objects.map(({ object }) => object.metadata.name);

describe('documents', () => {
  it('are objects, in their order, with the number of their document', () => {
    const { objects } = readManifests([
      { path: 'b.yaml', text: `# nothing yet\n---\n---\n${named('b')}--- # next\n${named('c')}...\n` },
      { path: 'a.json', text: JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' } }) },
    ]);
    expect(objects.map(({ object, ...rest }) => ({ ...rest, name: object.metadata.name }))).toEqual([
      { name: 'b', identity: '/ConfigMap//b', file: 'b.yaml', document: 1 },
      { name: 'c', identity: '/ConfigMap//c', file: 'b.yaml', document: 2 },
      { name: 'd', identity: 'apps/Deployment//d', file: 'a.json', document: 0 },
    ]);
  });

  it.each(['', '\n', '# only this\n', '---\n', '---\n---\n', '--- # nothing\n...\n', 'null\n', '\ufeff'])(
    'may be empty: %j',
    (text) => {
      expect(read(text)).toMatchObject({ objects: [], problems: [], notEvaluated: [] });
    },
  );

  it('are told apart by lines ---, whatever ends a line, and not by what looks like one', () => {
    expect(names(`${named('a')}---\r\n${named('b')}---\t\n${named('c', 'data: {x: "---"}\n')}`)).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(dataOf('data:\n  script: |\n    a\n    ---\n    b\n---')).toEqual({ data: { script: 'a\n---\nb\n' } });
    expect(dataOf('data: {a: ---b}\n')).toEqual({ data: { a: '---b' } });
  });

  it('may follow directives', () => {
    expect(names(`%YAML 1.1\n---\n${named('a')}...\n%YAML 1.1\n---\n${named('b')}`)).toEqual(['a', 'b']);
  });

  it('are read without those that are broken, each of which is reported at its place', () => {
    const text = `${named('a')}---\na: [\n---\n${named('b')}---\nb: 'x\n`;
    expect(names(text)).toEqual(['a', 'b']);
    const { problems } = read(text);
    expect(problems.map(({ place }) => locate(place).line)).toEqual([5, 11]);
    expect(problemsOf(text)).toMatch(/shop\.yaml:5:\d+: error: not valid YAML: /);
  });
});

describe('lists', () => {
  const list = (kind: string, items: string) =>
    `apiVersion: v1\nkind: ${kind}\nmetadata: {resourceVersion: ""}\nitems:\n${items}`;

  it('are their items', () => {
    const text = list(
      'List',
      '- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n- {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod, metadata: {name: b}}]}\n',
    );
    expect(names(text)).toEqual(['a', 'b']);
    expect(read(list('List', '  []')).objects).toEqual([]);
    expect(read('{apiVersion: v1, kind: List}').problems).toEqual([]);
  });

  it('of one kind need not say of each item what it is', () => {
    const { objects } = read(list('PodList', '- {metadata: {name: a}, spec: {}}\n').replace('v1', 'v1'));
    expect(objects.map(({ object }) => object)).toEqual([
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: {} },
    ]);
  });

  it('are no lists where they have a name', () => {
    const text = 'apiVersion: example.com/v1\nkind: AllowList\nmetadata: {name: a}\nitems: [x]\n';
    expect(names(text)).toEqual(['a']);
  });

  it('hold objects only', () => {
    expect(problemsOf(list('List', '- 1\n'))).toContain('shop.yaml:5:3: error: an item of a List is no object');
    expect(problemsOf(list('List', '- {metadata: {name: a}}\n'))).toBe('0 problems in 0 files');
    expect(read(list('List', '- {metadata: {name: a}}\n')).notEvaluated).toHaveLength(1);
    const nested = '{apiVersion: v1, kind: List, items: ['.repeat(8) + ']}'.repeat(8);
    expect(problemsOf(nested)).toContain('Lists in more than 5 Lists');
  });
});

describe('what is no object', () => {
  it.each([
    ['a: 1', 'no Kubernetes object: it has neither apiVersion nor kind'],
    ['- 1', 'a list, not a Kubernetes object'],
    ['Error: chart not found', 'no Kubernetes object: it has neither apiVersion nor kind'],
    ['word', 'a single value, not a Kubernetes object'],
    [
      'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n',
      'KubeletConfiguration without metadata, so nothing that an API server keeps',
    ],
    [
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
      'what kustomize reads; check what it prints: kustomize build DIR | bulkhead check -',
    ],
    [
      'apiVersion: bulkhead.dev/v1alpha1\nkind: Tenant\nmetadata: {name: a}\n',
      'a declaration, not a manifest; bulkhead check without a path judges what it renders',
    ],
  ])('%j is not evaluated', (text, reason) => {
    expect(read(text)).toMatchObject({ objects: [], problems: [], notEvaluated: [{ file: 'shop.yaml', reason }] });
  });

  it.each([
    ['kind: Pod\nmetadata: {name: a}\n', '1:1', 'apiVersion is missing'],
    ['apiVersion: v1\nmetadata: {name: a}\n', '1:1', 'kind is missing'],
    ['apiVersion: 1\nkind: Pod\n', '1:13', 'apiVersion is 1, which is no text'],
    ['apiVersion: v1\nkind: Pod\nmetadata: []\n', '3:11', 'metadata is no mapping of fields'],
    ['apiVersion: v1\nkind: Pod\nmetadata: {namespace: a}\n', '3:1', 'Pod without a name'],
    ['apiVersion: v1\nkind: Pod\nmetadata: {name: 12}\n', '3:18', 'metadata.name is 12, which is no text'],
    ['apiVersion: v1\nkind: Pod\nmetadata: {name: y}\n', '3:18', 'metadata.name is true, which is no text'],
  ])('%j is a problem', (text, at, message) => {
    expect(read(text).objects).toEqual([]);
    expect(problemsOf(text)).toContain(`shop.yaml:${at}: error: ${message}`);
  });

  it('a name may be left to the API server, which makes another for each', () => {
    const text = 'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: migrate-}\n';
    const { objects, problems } = read(`${text}---\n${text}`);
    expect(problems).toEqual([]);
    expect(objects.map(({ object }) => object.metadata.name)).toEqual(['migrate-*', 'migrate-*']);
    expect(new Set(objects.map(({ identity }) => identity)).size).toBe(2);
  });

  it('a template is called one, once', () => {
    const text = 'apiVersion: v1\nkind: {{ .Values.kind }}\nmetadata:\n  name: {{ include "x" . }}\n  {{- with .y }}\n';
    expect(problemsOf(text)).toContain('shop.yaml:2:7: error: a template, not a manifest: it holds {{');
    expect(problemsOf(text)).toContain('1 problem in 1 file');
    expect(dataOf('data: {x: "{{ .Values.y }}"}\n')).toEqual({ data: { x: '{{ .Values.y }}' } });
  });
});

// What sigs.k8s.io/yaml 1.6.0 makes of these, seen by running it.
describe('values', () => {
  test.each<[string, unknown]>([
    ['spec: {a: y, b: 0777, c: 1_000, d: "y", e: 12:30}', { spec: { a: true, b: 511, c: 1000, d: 'y', e: '12:30' } }],
    [
      'spec: {a: !!str 1, b: !!int "3", c: !foo bar, d: !!binary aGk=, e: !!float 3, f: !!bool yes}',
      { spec: { a: '1', b: 3, c: 'bar', d: 'hi', e: 3, f: true } },
    ],
    [
      "spec: {g: !!null '', h: !foo [1], i: !!set {a, b}, j: ! 12, k: !<tag:yaml.org,2002:str> 1}",
      { spec: { g: null, h: [1], i: { a: null, b: null }, j: '12', k: '1' } },
    ],
    [
      'spec: {1: a, 1.5: b, y: c, 0x1F: d, 2024-01-01: e}',
      { spec: { 1: 'a', 1.5: 'b', true: 'c', 31: 'd', '2024-01-01': 'e' } },
    ],
    ['spec:\n  <<: {a: 2, b: 3}\n  a: 1\n', { spec: { a: 1, b: 3 } }],
    ['spec:\n  a: 1\n  <<: {a: 2, b: 3}\n', { spec: { a: 2, b: 3 } }],
    ['spec:\n  <<: {a: 1}\n  <<: {a: 2, b: 2}\n', { spec: { a: 2, b: 2 } }],
    [
      'x: &x {a: 1, c: 1}\nw: &w {a: 2}\nz:\n  <<: [*x, *w]\n  c: 9\n',
      { x: { a: 1, c: 1 }, w: { a: 2 }, z: { a: 1, c: 9 } },
    ],
    ["spec: {'<<': {a: 1}, b: <<}", { spec: { '<<': { a: 1 }, b: '<<' } }],
    ['spec: {a: &a [1, {b: 2}], c: *a}', { spec: { a: [1, { b: 2 }], c: [1, { b: 2 }] } }],
    ['spec: {&k a: 1, b: *k}', { spec: { a: 1, b: 'a' } }],
    ['? spec\n: {? a : b}', { spec: { a: 'b' } }],
  ])('%j', (text, data) => {
    expect(dataOf(text)).toEqual(data);
  });

  it('are shared by nobody, whatever aliases say', () => {
    const { spec } = dataOf('spec: {a: &a {b: {}}, c: *a}') as { spec: { a: { b: object }; c: { b: object } } };
    expect(spec.a.b).not.toBe(spec.c.b);
  });

  it('may have any name', () => {
    const data = dataOf('data: {__proto__: {a: 1}, constructor: x, toString: z}') as { data: object };
    expect(Object.keys(data.data)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(data.data)).toBe(Object.prototype);
  });

  test.each([
    ['a: 1\nb: 2\na: 3\n', '3:1', 'the key "a" stands twice in one mapping'],
    ['{true: 1, "true": 2}', '1:11', 'the key "true" stands twice in one mapping'],
    ['a: {~: 1}', '1:5', 'a key is null, a list or a mapping'],
    ['? [a]\n: b\n', '1:3', 'a list or a mapping stands where a key is expected'],
    ['a: .nan', '1:4', '.nan is no value that JSON can carry'],
    ['a: !!int foo', '1:10', '!!int foo is no value that JSON can carry'],
    ['a: *b', '1:4', 'the alias *b has no anchor &b before it'],
    ['a: &a [*a]', '1:8', 'the alias *a stands inside the value it names'],
    ['<<: 1', '1:1', '<< merges mappings, or a list of them'],
    ['<<: [{a: 1}, 2]', '1:1', '<< merges mappings, or a list of them'],
    ['a: b\u0085  c: d\n', '1:5', 'the character U+0085 ends a line to some readers of YAML and not to others'],
    [`${'['.repeat(200)}${']'.repeat(200)}`, '1:101', 'values nest deeper than 100 levels'],
  ])('%j is a problem', (text, at, message) => {
    expect(problemsOf(text)).toContain(`shop.yaml:${at}: error: ${message}`);
  });
});

describe('places', () => {
  const at = (text: string, path: Path, index = 0) => {
    const { objects, locator } = read(text);
    const object = objects[index];
    const place = object && locator.manifest(object, path);
    if (place === undefined) throw new Error('no place');
    const { file, line, column } = locate(place);
    return `${file}:${line}:${column}`;
  };

  it.each<[string, string, Path, string]>([
    ['a block', `# head\n---\n${named('a', 'data:\n  x: 1\n')}`, ['data', 'x'], 'shop.yaml:7:6'],
    ['a missing field', named('a', 'data:\n  x: 1\n'), ['data', 'y'], 'shop.yaml:4:1'],
    ['the flow style', named('a', 'data: {v: 0, x: 1}\n'), ['data', 'x'], 'shop.yaml:4:17'],
    [
      'JSON',
      '{\n\t"apiVersion": "v1", "kind": "A",\n\t"metadata": {"name": "a"}\n}',
      ['metadata', 'name'],
      'shop.yaml:3:23',
    ],
    [
      'a List',
      `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: A\n  metadata:\n    name: b\n`,
      ['metadata', 'name'],
      'shop.yaml:7:11',
    ],
    ['an object as a whole', `---\n---\n${named('a')}`, [], 'shop.yaml:3:1'],
    ['what an alias brings', named('a', 'x: &x {y: 1}\nz: *x\n'), ['z', 'y'], 'shop.yaml:4:11'],
  ])('are found in %s', (_, text, path, place) => {
    expect(at(text, path)).toBe(place);
  });

  it('are found in the second document of two that no line --- parts', () => {
    expect(at(`${named('a')}...\n${named('b')}`, ['metadata', 'name'], 1)).toBe('shop.yaml:7:18');
  });

  it('are found for all that were asked together', () => {
    const { objects, locator } = read([named('a'), named('b'), named('c')].join('---\n'));
    const places = objects.flatMap((object) => [
      locator.manifest(object, ['metadata', 'name']),
      locator.manifest(object, ['kind']),
    ]);
    expect(places.map((place) => (place === undefined ? 0 : locate(place).line))).toEqual([3, 2, 7, 6, 11, 10]);
    expect(objects[0] && locator.declaration(objects[0], [])).toBeUndefined();
  });
});

describe('limits', () => {
  it('hold for what aliases stand for', () => {
    const lines = ['a: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level++) lines.push(`a${level}: &a${level} [${`*a${level - 1}, `.repeat(10)}]`);
    expect(problemsOf(lines.join('\n'))).toContain('error: aliases stand for too much');
    const wide = `a: &a ${'x'.repeat(20_000)}\nb: [${'*a, '.repeat(100)}]`;
    expect(problemsOf(wide)).toContain('error: aliases stand for too much');
  });

  it('hold for all documents of a file together', () => {
    const one = `${named('a')}x: &x [${'1, '.repeat(50_000)}]\ny: [${'*x, '.repeat(8)}]\n`;
    expect(read(one).problems).toEqual([]);
    expect(problemsOf([one, one, one].join('---\n'))).toContain('error: aliases stand for too much');
  });

  it('hold for documents and for objects', () => {
    expect(formatProblems(read(named('a'), { documentCharacters: 10 }).problems, { colour: false })).toContain(
      'shop.yaml:1:1: error: a document of 51 characters; 10 are allowed',
    );
    expect(formatProblems(read('a: [1,1,1,1,1]', { documentValues: 5 }).problems, { colour: false })).toContain(
      'a document of more than 5 values',
    );
    const { problems, objects } = read([named('a'), named('b'), named('c')].join('---\n'), { objects: 1 });
    expect(formatProblems(problems, { colour: false })).toContain('more than 1 objects; nothing further was read');
    expect(objects).toHaveLength(1);
    expect(formatProblems(read('---\n---\n---\n', { documents: 2 }).problems, { colour: false })).toContain(
      'more than 2 documents; nothing further was read',
    );
    expect(read('---\na: [\n'.repeat(500)).problems).toHaveLength(201);
  });
});
