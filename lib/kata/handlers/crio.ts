import { tomlText } from '../toml.js';
import type { Handler } from './handler.js';

/**
 * A drop-in of CRI-O 1.24 and newer (crio.conf.d(5)), as kata-deploy writes it. CRI-O starts only if both paths of every
 * handler exist. It has no snapshotters, and hands every pod annotation to a runtime of type vm: `allowed_annotations`
 * is for its own, and any other in it keeps CRI-O from starting (pkg/config/config.go, ValidateRuntimeAllowedAnnotations).
 */
export function crioDropIn(handlers: readonly Handler[]): string {
  const runtimes = handlers.map(({ name, runtimePath, configPath, snapshotter }) => [
    name,
    {
      runtime_path: runtimePath,
      runtime_type: 'vm',
      runtime_root: '/run/vc',
      runtime_config_path: configPath,
      privileged_without_host_devices: true,
      // What nydus is for to containerd: a guest that must not trust its host pulls its images itself.
      ...(snapshotter === 'nydus' ? { runtime_pull_image: true } : {}),
    },
  ]);
  return tomlText({
    crio: {
      // The shim has a mount namespace of its own and would not see the containers' files (kata-containers#9878).
      storage_option: ['overlay.skip_mount_home=true'],
      runtime: { runtimes: Object.fromEntries(runtimes) },
    },
  });
}
