module bulkhead/cluster/network-attachment-definition

go 1.24.0

// For its files only: nothing of it is compiled, so that its own requirements are not named.
require github.com/k8snetworkplumbingwg/network-attachment-definition-client v1.7.7
