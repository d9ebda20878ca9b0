import { type Failure, said } from '../failure.js';

export const virtiofsdMissing: Failure = {
  id: 'virtiofsd-missing',
  cause: 'virtiofsd, which shares folders with the guest, is not where the configuration says, or is not configured',
  why: 'With `shared_fs = "virtio-fs"` the runtime starts one virtiofsd for each guest, from the path in `virtio_fs_daemon`.',
  fix: 'Set `virtio_fs_daemon` to the file that the artifacts have (`/opt/kata/libexec/virtiofsd`), in `valid_virtio_fs_daemon_paths` too; an installation that was removed half has to be done again.',
  source: 'https://github.com/kata-containers/kata-containers/issues/4286',
  messages: [
    'task: failed to create shim task: fork/exec /usr/libexec/virtiofsd: no such file or directory: not found',
    'cannot enable virtio-fs without daemon path in configuration file',
  ],
  *find(bundle) {
    yield* said(
      bundle,
      'certain',
      /fork\/exec \/[\w./+-]{0,200}virtiofsd: no such file or directory/,
      /cannot enable virtio-fs without daemon path/,
    );
  },
};
