module bulkhead/cluster/kyverno

go 1.26.6

// For its files only: nothing of it is compiled, so that its own requirements are not named.
require github.com/kyverno/kyverno v1.19.1
