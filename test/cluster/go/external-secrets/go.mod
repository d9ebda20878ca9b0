module bulkhead/cluster/external-secrets

go 1.25.6

// For its files only: nothing of it is compiled, so that its own requirements are not named.
require github.com/external-secrets/external-secrets v1.3.2
