/**
 * The main file of a node as an administrator left it: mirrors, a sandbox image, runc in systemd's cgroups, and the folders
 * that a test must not share with its machine. containerd 2 reads all versions, containerd 1 only 2.
 */
export function administrators(version: 2 | 3 | 4, folder: string): string {
  return version === 2 ? inOnePlugin(folder) : inTwoPlugins(version, folder);
}

function inOnePlugin(folder: string): string {
  return `version = 2
imports = ["${folder}/etc/conf.d/*.toml"]

[plugins."io.containerd.internal.v1.opt"]
  path = "${folder}/opt"

[plugins."io.containerd.nri.v1.nri"]
  disable = true

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "registry.example.com/pause:3.10"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${folder}/cni/bin"
    conf_dir = "${folder}/cni/net.d"
  [plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]
    endpoint = ["https://mirror.example.com"]
  [plugins."io.containerd.grpc.v1.cri".containerd]
    default_runtime_name = "runc"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = true
`;
}

function inTwoPlugins(version: 3 | 4, folder: string): string {
  return `version = ${version}
imports = ["${folder}/etc/conf.d/*.toml"]

[plugins.'io.containerd.internal.v1.opt']
  path = '${folder}/opt'

[plugins.'io.containerd.nri.v1.nri']
  disable = true

[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = 'registry.example.com/pause:3.10'
[plugins.'io.containerd.cri.v1.images'.registry]
  config_path = '${folder}/certs.d'

[plugins.'io.containerd.cri.v1.runtime'.cni]
  bin_dirs = ['${folder}/cni/bin']
  conf_dir = '${folder}/cni/net.d'
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
  runtime_type = 'io.containerd.runc.v2'
  [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
    SystemdCgroup = true
`;
}
