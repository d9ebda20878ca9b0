import { type Failure, said } from '../failure.js';

export const textFileBusy: Failure = {
  id: 'text-file-busy',
  cause: 'the installer writes over programs of Kata that run',
  why: 'Pods that have started meanwhile hold the files open, and a program that runs cannot be written to. The installer gives up and starts again, for ever.',
  fix: 'Install beside and switch by rename, as node preparation does, or with a kata-deploy that does not overwrite; else drain the node first.',
  source: 'https://github.com/kata-containers/kata-containers/pull/5829',
  messages: ["cp: cannot create regular file '/opt/kata/bin/containerd-shim-kata-v2': Text file busy"],
  *find(bundle) {
    yield* said(bundle, 'certain', /cannot create regular file ['‘]\/[\w./-]{1,200}['’]: Text file busy/);
  },
};
