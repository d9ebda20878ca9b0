import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { FIRST, SECOND } from './declared.js';
import { ofContainerd } from './generations.js';
import { machineOf } from './machine.js';

const SHIM = 'bin/containerd-shim-kata-v2';
const KERNEL = 'share/kata-containers/vmlinux.container';

ofContainerd((generation) => {
  const machine = machineOf(generation);

  /** An archive as upstream's are: `./opt/kata/…`. */
  function archive(path: string, ...names: string[]): Buffer {
    const folder = join(machine.folder, 'tree');
    rmSync(folder, { recursive: true, force: true });
    for (const name of names) {
      mkdirSync(dirname(join(folder, 'opt/kata', name)), { recursive: true });
      writeFileSync(join(folder, 'opt/kata', name), `${name} of ${path}\n`);
    }
    mkdirSync(dirname(path), { recursive: true });
    execFileSync('tar', ['-C', folder, '-caf', path, './opt']);
    return readFileSync(path);
  }

  const installed = () => machine.sh('find /opt/kata -type f | sort').log;

  it('says which file of a configuration the artifact does not hold, and which shims it does', async () => {
    machine.declare(FIRST);
    rmSync(join(machine.artifacts, 'opt/kata', SHIM));
    mkdirSync(join(machine.artifacts, 'opt/kata/runtime-rs/bin'), { recursive: true });
    writeFileSync(join(machine.artifacts, 'opt/kata/runtime-rs', SHIM), '');
    const { code, log } = await machine.run('once');
    expect(code).toBe(1);
    const folder = '/opt/kata/versions/4.1.0-0123456789ab';
    expect(log).toContain(
      `containerd-3.toml names ${folder}/${SHIM}, which the artifact 4.1.0-0123456789ab does not hold; its shims are: ${folder}/runtime-rs/${SHIM}`,
    );
    expect(machine.starts()).toBe(1);
    machine.sh(`rm -r ${folder}`);
  });

  it.each(['/opt/kata/versions/4.0.0-abc/bin/clh', '/opt/kata/versions/4.1.0-0123456789ab/../../../../bin/sh'])(
    'refuses a configuration that names %s',
    async (path) => {
      machine.declare({ ...FIRST, files: { 'configuration-kata-clh.toml': `[hypervisor.clh]\npath = "${path}"\n` } });
      const { code, log } = await machine.run('once');
      expect(code).toBe(1);
      expect(log).toContain(
        `configuration-kata-clh.toml names ${path}, which is not within the artifact 4.1.0-0123456789ab`,
      );
    },
  );

  it('unpacks the archives of the image, one a component', async () => {
    machine.sh('rm -rf /opt/kata');
    machine.declare(FIRST);
    rmSync(machine.artifacts, { recursive: true });
    archive(join(machine.artifacts, 'tarballs/kata-static-shim-v2.tar.zst'), SHIM);
    archive(join(machine.artifacts, 'tarballs/kata-static-kernel.tar.zst'), KERNEL);
    const { code, log } = await machine.run('once');
    expect(code, log).toBe(0);
    const folder = '/opt/kata/versions/4.1.0-0123456789ab';
    expect(installed()).toBe(`${folder}/${SHIM}\n${folder}/${KERNEL}\n`);
  });

  const downloaded = (sha256: string) => ({
    ...SECOND,
    settings: { ARTIFACT_URL: `${machine.environment.API_SERVER}/kata-static.tar.zst`, ARTIFACT_SHA256: sha256 },
  });
  /** As an emptyDir: there is nothing in it yet. */
  async function download(sha256: string) {
    machine.declare(downloaded(sha256));
    rmSync(machine.artifacts, { recursive: true });
    mkdirSync(machine.artifacts);
    return machine.run('once', { CURL_CA_BUNDLE: machine.environment.CA_FILE ?? '' });
  }

  it('installs nothing of an archive that is not the declared one', async () => {
    const content = archive(join(machine.folder, 'archive.tar.zst'), SHIM, KERNEL);
    machine.api.archives.set('/kata-static.tar.zst', content);
    const before = installed();
    const { code, log } = await download('0'.repeat(64));
    expect(code).toBe(1);
    expect(log).toContain(`has the sha256 ${hash('sha256', content)}, declared is ${'0'.repeat(64)}`);
    expect(installed()).toBe(before);
  });

  it('downloads the declared archive', async () => {
    const content = machine.api.archives.get('/kata-static.tar.zst') ?? Buffer.of();
    const { code, log } = await download(hash('sha256', content));
    expect(code, log).toBe(0);
    // Nobody needs it any more.
    expect(readdirSync(machine.artifacts)).toEqual([]);
    expect(machine.sh('readlink /opt/kata/current; cat /opt/kata/current/bin/*').log).toMatch(
      /^versions\/4\.2\.0-0123456789ab\nbin\/containerd-shim-kata-v2 of /,
    );
  });

  it('installs nothing of an archive that is cut short', async () => {
    machine.declare({ ...FIRST, version: '4.3.0', filesId: 'cccccccccccc' });
    rmSync(machine.artifacts, { recursive: true });
    const path = join(machine.artifacts, 'tarballs/kata-static-all.tar.zst');
    writeFileSync(path, archive(path, SHIM, KERNEL).subarray(0, -20));
    const before = installed();
    const { code, log } = await machine.run('once');
    expect(code).toBe(1);
    expect(log).toContain('the artifact 4.3.0-0123456789ab cannot be unpacked to /opt/kata/versions');
    expect(installed()).toBe(before);
  });
});
