module bulkhead/cluster/prometheus-operator

go 1.24.0

// For its files only: nothing of it is compiled, so that its own requirements are not named.
require github.com/prometheus-operator/prometheus-operator v0.85.0
