import { type Failure, said } from '../failure.js';

export const vfioPortNotSet: Failure = {
  id: 'vfio-port-not-set',
  cause: 'a VFIO device is given to the pod, and neither cold_plug_vfio nor hot_plug_vfio names a port for it',
  why: 'Both are "no-port" as shipped, except in the handlers for GPUs. It is also said where the configuration that was changed is not the one that the handler reads.',
  fix: 'Set one of the two, not both, in the configuration that `ConfigPath` of the handler names: `cold_plug_vfio = "root-port"`, and for QEMU `pcie_root_port` at least the number of devices. Old releases lose it for virtual functions (kata-containers#8552): upgrade.',
  source: 'https://github.com/kata-containers/kata-containers/issues/9014',
  messages: [
    'failed to create containerd task: failed to create shim task: cold_plug_vfio= or hot_plug_vfio= port is not set for device 0000:5e:02.1 (BridgePort | RootPort | SwitchPort): unknown',
  ],
  *find(bundle) {
    yield* said(bundle, 'certain', /cold_plug_vfio= or hot_plug_vfio= port is not set for device [0-9a-f:.]{1,20}/);
  },
};
