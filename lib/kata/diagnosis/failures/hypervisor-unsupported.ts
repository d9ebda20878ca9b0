import { type Failure, QUOTE, said } from '../failure.js';

export const hypervisorUnsupported: Failure = {
  id: 'hypervisor-unsupported',
  cause: "the configuration has a hypervisor that the handler's runtime does not know",
  why: 'The Go runtime knows no dragonball, runtime-rs no stratovirt, and runtime-rs finds its hypervisor by `hypervisor_name` in `[runtime]`. A configuration of one runtime does not serve the other.',
  fix: 'Let `ConfigPath` of the handler name a configuration of the same runtime as its shim: below `runtime-rs/` for runtime-rs. Check the name of the table `[hypervisor.<name>]`.',
  source:
    'https://github.com/kata-containers/kata-containers/blob/main/docs/design/migrating-config-go-runtime-to-runtime-rs.md',
  messages: [
    'configuration file contains invalid hypervisor section: "dragonball"',
    'Unsupported hypervisor stratovirt',
  ],
  *find(bundle) {
    yield* said(
      bundle,
      'certain',
      new RegExp(`configuration file contains invalid hypervisor section(?:: ${QUOTE}[\\w-]{1,40}${QUOTE})?`),
      /Unsupported hypervisor [\w-]{1,40}/,
    );
  },
};
