/**
 * Pod annotations that size a Kata virtual machine (kata-containers docs/how-to/how-to-set-sandbox-config-kata.md).
 * Both are gated by `enable_annotations` of the hypervisor's configuration.
 */
export const DEFAULT_VCPUS = 'io.katacontainers.config.hypervisor.default_vcpus';

/** In MiB; the hypervisor refuses less than 256. */
export const DEFAULT_MEMORY = 'io.katacontainers.config.hypervisor.default_memory';

export const MINIMUM_MEMORY_MIB = 256;
