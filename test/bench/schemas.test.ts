import { expect, it } from 'vitest';
import { standaloneSchemas } from '../../scripts/bench/tools/schemas.js';
import { workspace } from '../cli/command.js';

it('the schema of a kind brings what it refers to, directly or not, and nothing else', () => {
  const folder = workspace({
    '_definitions.json': JSON.stringify({
      $defs: {
        'a.Meta': { properties: { owner: { $ref: '#/$defs/a.Owner' } } },
        'a.Owner': { properties: { meta: { $ref: '#/$defs/a.Meta' } } },
        'a.Other': { type: 'string' },
      },
    }),
    'role-rbac-v1.json': JSON.stringify({
      $id: 'https://example.com/role',
      properties: { metadata: { $ref: '/api/_definitions.json#/$defs/a.Meta' } },
      'x-kubernetes-group-version-kind': [{ group: 'rbac.authorization.k8s.io', kind: 'Role', version: 'v1' }],
    }),
    'roleref-rbac-v1.json': JSON.stringify({ type: 'object' }),
    'role.json': JSON.stringify({ 'x-kubernetes-group-version-kind': [] }),
  });
  const { 'role-rbac-v1.json': role, ...others } = standaloneSchemas(folder);
  expect(others).toEqual({});
  expect(JSON.parse(role ?? '')).toEqual({
    properties: { metadata: { $ref: '#/$defs/a.Meta' } },
    'x-kubernetes-group-version-kind': [{ group: 'rbac.authorization.k8s.io', kind: 'Role', version: 'v1' }],
    $defs: {
      'a.Meta': { properties: { owner: { $ref: '#/$defs/a.Owner' } } },
      'a.Owner': { properties: { meta: { $ref: '#/$defs/a.Meta' } } },
    },
  });
});
