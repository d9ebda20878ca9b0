// Package types keeps the API that controller-gen reads among the requirements.
package types

import _ "kubevirt.io/containerized-data-importer-api/pkg/apis/core/v1beta1"
