# Six rules of Bulkhead, as far as one object by itself can show what they demand. Named after ours.
package main

import rego.v1

kubernetes_own := {"kube-system", "kube-public", "kube-node-lease"}

everybody := {"system:authenticated", "system:unauthenticated", "system:serviceaccounts", "system:masters"}

labels := object.get(input.metadata, "labels", {})

is_tenant_namespace if {
	input.kind == "Namespace"
	not input.metadata.name in kubernetes_own
}

enforces_level if labels["pod-security.kubernetes.io/enforce"] in {"privileged", "baseline", "restricted"}

deny contains msg if {
	is_tenant_namespace
	not enforces_level
	msg := sprintf("tenant/pod-security-missing: namespace %s enforces no level", [input.metadata.name])
}

deny contains msg if {
	is_tenant_namespace
	enforces_level
	not regex.match(`^v1\.(0|[1-9][0-9]{0,3})$`, object.get(labels, "pod-security.kubernetes.io/enforce-version", ""))
	msg := sprintf("tenant/pod-security-unpinned: namespace %s names no version", [input.metadata.name])
}

deny contains msg if {
	input.kind in {"Role", "ClusterRole"}
	some rule in input.rules
	some field in ["apiGroups", "resources", "verbs"]
	some value in rule[field]
	startswith(value, "*")
	msg := sprintf("tenant/role-wildcard: %s %s has %s in %s", [input.kind, input.metadata.name, value, field])
}

deny contains msg if {
	input.kind == "ServiceAccount"
	not object.get(input.metadata, "namespace", "") in kubernetes_own
	object.get(input, "automountServiceAccountToken", true) != false
	msg := sprintf("tenant/token-automount: ServiceAccount %s hands out its token", [input.metadata.name])
}

deny contains msg if {
	input.kind in {"RoleBinding", "ClusterRoleBinding"}
	some subject in input.subjects
	subject.kind == "Group"
	subject.name in everybody
	msg := sprintf("tenant/binding-to-everybody: %s %s is for %s", [input.kind, input.metadata.name, subject.name])
}

deny contains msg if {
	input.kind == "AppProject"
	some repository in input.spec.sourceRepos
	regex.match(`^\*+$`, repository)
	msg := sprintf("delivery/project-wildcard: AppProject %s takes every repository", [input.metadata.name])
}
