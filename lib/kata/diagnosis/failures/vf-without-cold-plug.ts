import { valueAt } from '../../../kubernetes/json.js';
import { lineWith } from '../bundle.js';
import { type Failure, said } from '../failure.js';

export const vfWithoutColdPlug: Failure = {
  id: 'vf-without-cold-plug',
  cause: 'the pod has a virtual function, and the configuration of its handler has `cold_plug_vfio = "no-port"`',
  why: "The function has to be in the guest's PCI tree when the guest boots, and without a port there is no place for it. Before Kata 3.9 it is taken from its driver first, and the hypervisor fails late.",
  fix: 'Set `cold_plug_vfio = "root-port"` in the hypervisor\'s table of the handler\'s configuration, best of a handler of its own for such pods; a function that was bound to vfio-pci meanwhile goes back to its driver by hand.',
  source: 'https://github.com/kata-containers/kata-containers/issues/10162',
  messages: [
    'unable to add PhysicalEndpoint eth1 because cold_plug_vfio is disabled',
    "qemu-system-x86_64: -device vfio-pci,host=0000:84:01.1,x-pci-vendor-id=0x15b3,x-pci-device-id=0x101e,bus=<unknown PCIePortBusPrefix: >0: Bus '<unknown PCIePortBusPrefix: >0' not found",
  ],
  *find(bundle) {
    const found = [
      ...said(
        bundle,
        'certain',
        /unable to add PhysicalEndpoint [\w.@-]{1,64} because cold_plug_vfio is disabled/i,
        /Bus '?<unknown PCIePortBusPrefix: [^>\n]{0,20}>\d{0,4}'? not found/,
      ),
    ];
    yield* found;
    if (found.length === 0) return;
    for (const file of bundle.kata)
      for (const hypervisor of Object.keys(valueAt(file.data, ['hypervisor']) ?? {}))
        if (valueAt(file.data, ['hypervisor', hypervisor, 'cold_plug_vfio']) === 'no-port')
          yield { place: lineWith(file, 'cold_plug_vfio'), text: 'cold_plug_vfio = "no-port"', certainty: 'certain' };
  },
};
