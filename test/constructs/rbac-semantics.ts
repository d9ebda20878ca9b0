import { isObject, type Json } from '../../lib/kubernetes/json.js';
import type { KubernetesObject } from '../../lib/kubernetes/object.js';
import { at } from './rendered.js';

/**
 * What the RBAC authorizer answers for a group in a namespace (kubernetes pkg/apis/rbac/v1/evaluation_helpers.go).
 * `resource` is `group/resource` or `group/resource/subresource`; a rule for a resource does not cover its subresources.
 */
export function may(
  objects: readonly KubernetesObject[],
  group: string,
  verb: string,
  resource: string,
  namespace: string,
): boolean {
  const [apiGroup = '', ...name] = resource.split('/');
  const bound = objects
    .filter(({ kind, metadata }) => kind === 'RoleBinding' && metadata.namespace === namespace)
    .filter((binding) => list(at(binding, 'subjects')).some((subject) => isObject(subject) && isGroup(subject, group)))
    .map((binding) => at(binding, 'roleRef', 'name'));
  const roles = objects.filter(
    ({ kind, metadata }) => kind === 'Role' && metadata.namespace === namespace && bound.includes(metadata.name),
  );
  return roles
    .flatMap((role) => list(at(role, 'rules')))
    .some(
      (rule) =>
        isObject(rule) &&
        covers(rule.verbs, verb) &&
        covers(rule.apiGroups, apiGroup) &&
        covers(rule.resources, name.join('/')),
    );
}

function isGroup(subject: { [key: string]: Json }, group: string): boolean {
  return subject.kind === 'Group' && subject.apiGroup === 'rbac.authorization.k8s.io' && subject.name === group;
}

function covers(granted: Json | undefined, wanted: string): boolean {
  return list(granted).some((item) => item === wanted || item === '*');
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
