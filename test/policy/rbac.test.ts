import { expect, test } from 'vitest';
import type { Json } from '../../lib/kubernetes/json.js';
import { Context } from '../../lib/policy/context.js';
import type { JudgedObject } from '../../lib/policy/judged-object.js';
import { tenantRbacRules } from '../../lib/policy/rbac.js';
import { objectsIn } from './judged.js';

/** Roles of namespaces that nobody has declared: those of tenants, as far as anybody can say. */
function roles(...namespaces: string[]): readonly JudgedObject[] {
  const role = (namespace: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: owners, namespace: ${namespace}}
rules: []
---
`;
  return objectsIn(namespaces.map(role).join(''));
}

function withRules(judged: JudgedObject, rules: Json): JudgedObject {
  return { ...judged, object: { ...judged.object, rules } };
}

test('a rule that roles share is looked into once, and is one of each', () => {
  const rules = [
    { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
    'nonsense',
    { apiGroups: [''], resources: ['secrets', 7], verbs: ['get'] },
  ];
  const objects = roles('one', 'two', 'three').map((role) => withRules(role, rules));
  const asked: string[] = [];
  const found = tenantRbacRules(new Context(undefined, objects), ({ resources }) => {
    asked.push(resources.join());
    return resources.includes('secrets');
  });
  expect([...found].map(({ role, path, resources }) => [role.object.metadata.namespace, path, resources])).toEqual([
    ['one', ['rules', 2], ['secrets']],
    ['two', ['rules', 2], ['secrets']],
    ['three', ['rules', 2], ['secrets']],
  ]);
  expect(asked).toEqual(['pods', 'secrets']);
});

test('rules that merely look the same are of their own role', () => {
  const [one, two] = roles('one', 'two') as [JudgedObject, JudgedObject];
  const objects = [withRules(one, [{ verbs: ['get'] }]), withRules(two, [{ verbs: ['get'] }, { verbs: ['list'] }])];
  const found = [...tenantRbacRules(new Context(undefined, objects), () => true)];
  expect(found.map(({ role, path, verbs }) => [role.object.metadata.namespace, path, verbs])).toEqual([
    ['one', ['rules', 0], ['get']],
    ['two', ['rules', 0], ['get']],
    ['two', ['rules', 1], ['list']],
  ]);
});
