import { type Failure, said } from '../failure.js';

export const vfioBothPlugs: Failure = {
  id: 'vfio-both-plugs',
  cause: 'the configuration sets cold_plug_vfio and hot_plug_vfio, and Kata refuses to load it',
  why: 'A device is plugged before the guest boots or afterwards; only one of the two may be another value than "no-port".',
  fix: 'Set the other one to "no-port". Virtual functions of a network need cold_plug_vfio.',
  source: 'https://github.com/kata-containers/kata-containers/blob/main/src/runtime/pkg/katautils/config.go',
  messages: ['invalid hot-plug=root-port and cold-plug=root-port settings, only one of them can be set'],
  *find(bundle) {
    yield* said(
      bundle,
      'certain',
      /invalid hot-plug=[\w-]{0,20} and cold-plug=[\w-]{0,20} settings, only one of them can be set/,
    );
  },
};
