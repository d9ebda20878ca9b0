module bulkhead/cluster/openreports

go 1.24.2

// For its files only: nothing of it is compiled, so that its own requirements are not named.
require github.com/openreports/reports-api v0.2.1
