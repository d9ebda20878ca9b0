/** Pod annotations that change a key of the hypervisor's table (docs/how-to/how-to-set-sandbox-config-kata.md). */
export const HYPERVISOR_PREFIX = 'io.katacontainers.config.hypervisor.';

/** Both size the virtual machine, and are gated by `enable_annotations` of the hypervisor's configuration. */
export const DEFAULT_VCPUS = `${HYPERVISOR_PREFIX}default_vcpus`;

/** In MiB; the hypervisor refuses less than 256. */
export const DEFAULT_MEMORY = `${HYPERVISOR_PREFIX}default_memory`;

export const MINIMUM_MEMORY_MIB = 256;
