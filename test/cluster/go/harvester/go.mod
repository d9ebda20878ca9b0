module bulkhead/cluster/harvester

go 1.24.0

// For its files only: nothing of it is compiled, so that its own requirements are not named.
require github.com/harvester/harvester v1.6.0
