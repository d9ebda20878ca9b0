import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { containerdDropIn, containerdTables } from '../../../lib/kata/handlers/containerd.js';
import type { Handler } from '../../../lib/kata/handlers/handler.js';

export interface Declared {
  /** Of Kata; also tells the artifact. */
  readonly version: string;
  /** Twelve hex digits. */
  readonly filesId: string;
  readonly handlers: readonly string[];
  /** Further keys of each handler's table, as TOML. */
  readonly keys?: string;
  /** Lines of `settings` in place of those that are usual, by name. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Files in place of the usual ones, or beside them. */
  readonly files?: Readonly<Record<string, string>>;
}

export const artifactOf = ({ version }: Declared): string => `${version}-0123456789ab`;

export const configurationOf = ({ filesId }: Declared, handler: string): string =>
  `/etc/kata-containers/bulkhead/${filesId}/configuration-${handler}.toml`;

/** A version of what a pool declares, and the next one. */
export const FIRST: Declared = { version: '4.1.0', filesId: 'aaaaaaaaaaaa', handlers: ['kata-clh', 'kata-qemu'] };
export const SECOND: Declared = { version: '4.2.0', filesId: 'bbbbbbbbbbbb', handlers: ['kata-clh', 'kata-fc'] };

export function handlersOf(declared: Declared): Handler[] {
  return declared.handlers.map((name) => ({
    name,
    runtimeType: `io.containerd.${name}.v2`,
    runtimePath: `/opt/kata/versions/${artifactOf(declared)}/bin/containerd-shim-kata-v2`,
    configPath: configurationOf(declared, name),
    podAnnotations: ['io.katacontainers.config.hypervisor.default_vcpus'],
  }));
}

/** The files that a ConfigMap would hold, into a folder; and where the artifact comes from, as an image volume has it. */
export function declare(declared: Declared, files: string, artifacts: string): void {
  const settings: Record<string, string> = {
    KATA_VERSION: declared.version,
    ARTIFACT: artifactOf(declared),
    ARTIFACT_URL: '',
    ARTIFACT_SHA256: '',
    ARCHITECTURE: 'amd64',
    MINIMUM_KERNEL: '5.10',
    MINIMUM_CONTAINERD: '1.6',
    RUNTIME: 'containerd',
    DISTRIBUTION: 'kubernetes',
    SERVICE: 'containerd',
    CONFIG: '/etc/containerd/config.toml',
    DROP_IN: '/etc/containerd/conf.d/bulkhead-kata.toml',
    DROP_IN_2: '/etc/containerd/conf.d/bulkhead-kata.toml',
    TEMPLATE_2: '',
    TEMPLATE_3: '',
    PROGRAM: 'containerd',
    SOCKET: '/run/containerd/containerd.sock',
    STARTUP_TAINT: 'katacontainers.io/not-ready',
    ...declared.settings,
    FILES_ID: declared.filesId,
  };
  const kernel = `/opt/kata/versions/${artifactOf(declared)}/share/kata-containers/vmlinux.container`;
  const more = (text: string) => text.replaceAll(/^(runtime_type = .*)$/gm, `$1\n${declared.keys ?? ''}`);
  const texts: Record<string, string> = {
    settings: Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
    handlers: declared.handlers.map((handler) => `${handler}\n`).join(''),
    modules: 'kvm\nvhost\nvhost_net\nvhost_vsock\n',
    'sysctl.conf': 'vm.max_map_count = 262144\n',
    vfio: '',
    'containerd-1.toml': more(containerdTables(handlersOf(declared))),
    'containerd-2.toml': more(containerdDropIn(handlersOf(declared), 2)),
    'containerd-3.toml': more(containerdDropIn(handlersOf(declared), 3)),
    ...Object.fromEntries(
      declared.handlers.map((handler) => [
        `configuration-${handler}.toml`,
        `[hypervisor.clh]\nkernel = "${kernel}"\nvalid_hypervisor_paths = ["/opt/kata/versions/*/bin/x"]\n`,
      ]),
    ),
    ...declared.files,
  };
  refill(files, texts);
  refill(artifacts, {
    'opt/kata/bin/containerd-shim-kata-v2': `shim ${declared.version}\n`,
    'opt/kata/share/kata-containers/vmlinux.container': `kernel ${declared.version}\n`,
  });
}

function refill(folder: string, texts: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
