import { expect, it } from 'vitest';
import { FIRST } from './declared.js';
import { ofEachContainerd } from './generations.js';
import { machineOf } from './machine.js';

const MAIN = '/etc/containerd/config.toml';

ofEachContainerd((generation) => {
  const isFirst = generation === 'containerd-1';
  const plugin = isFirst ? 'io.containerd.grpc.v1.cri' : 'io.containerd.cri.v1.runtime';
  const version = isFirst ? 2 : 3;
  const machine = machineOf(generation);

  /** Replaces what an administrator has, and has the daemon read it. */
  function have(files: Readonly<Record<string, string>>): void {
    machine.sh('rm -rf /etc/containerd/*');
    for (const [name, text] of Object.entries(files)) machine.write(name, text);
    machine.sh('systemctl restart containerd.service');
  }
  const listing = () => machine.sh('cd /etc/containerd; find . -type f | sort | xargs -r tail -n +1').log;

  const files: [string, Readonly<Record<string, string>>][] = [
    ['there is none', {}],
    ['it names no runtime', { [MAIN]: `version = ${version}\n` }],
    ['its version has a comment', { [MAIN]: `version = ${version} # and no longer 1\n` }],
    ['it is of version 2', { [MAIN]: 'version = 2\noom_score = 5\n' }],
    [
      'its last line does not end, and its tables are indented',
      {
        [MAIN]: `version = ${version}\n[plugins]\n  [plugins."${plugin}"]\n    [plugins."${plugin}".containerd]\n      default_runtime_name = "runc"`,
      },
    ],
  ];
  // containerd 1 is given no drop-in.
  if (!isFirst)
    files.push(
      [
        'it imports the folder by a relative name',
        { [MAIN]: `imports = [\n  'conf.d/*.toml', # ours\n]\nversion = ${version}\n` },
      ],
      ['it imports another folder', { [MAIN]: `version = ${version}\nimports = ["/etc/containerd/else/*.toml"]\n` }],
    );
  it.each(files)('has our handlers and runc, and is as it was when these are gone: %s', async (_, files) => {
    have(files);
    const before = listing();
    machine.declare(FIRST);
    const { code, log } = await machine.run('once');
    expect(code, log).toBe(0);
    expect(await machine.handlersInDaemon()).toEqual([...FIRST.handlers, 'runc'].sort());
    expect((await machine.run('check')).log).toBe('');
    expect(await machine.run('uninstall')).toMatchObject({ code: 0 });
    // A line that did not end does now.
    expect(listing().trimEnd()).toBe(before.trimEnd());
    expect(await machine.handlersInDaemon()).toEqual(['runc']);
  });

  it('keeps its owner and mode, and stays a link', async () => {
    have({ '/etc/containerd/real.toml': `version = ${version}\n` });
    machine.sh(`chmod 600 /etc/containerd/real.toml; chown 7:8 /etc/containerd/real.toml; ln -s real.toml ${MAIN}`);
    const { code, log } = await machine.run('once');
    expect(code, log).toBe(0);
    expect(machine.sh(`readlink ${MAIN}; stat -c '%a %u %g' /etc/containerd/real.toml`).log).toBe(
      'real.toml\n600 7 8\n',
    );
    expect(machine.read(MAIN)).toContain('BEGIN Kata handlers');
    expect(await machine.run('uninstall')).toMatchObject({ code: 0 });
  });

  it('is not changed when the administrator would lose a setting by it', async () => {
    have({ [MAIN]: `version = ${version}\n` });
    const before = listing();
    machine.declare(FIRST);
    const text = `[plugins."${plugin}".containerd]\ndefault_runtime_name = "kata-clh"\n\n[plugins."${plugin}".containerd.runtimes.kata-clh]\nruntime_type = "a.b.v2"\n\n[plugins."${plugin}".containerd.runtimes.kata-qemu]\nruntime_type = "a.b.v2"\n`;
    machine.declare({ ...FIRST, files: { 'containerd-1.toml': text, 'containerd-3.toml': `version = 3\n${text}` } });
    const { code, log } = await machine.run('once');
    expect(code).toBe(1);
    expect(log).toMatch(/the new configuration would lose what is there: .*default_runtime_name = .runc./);
    expect(listing()).toBe(before);
  });

  it('is not changed when what it imports would hide our handlers', async () => {
    const theirs = `version = ${version}\n[plugins."${plugin}".containerd.runtimes.crun]\nruntime_type = "io.containerd.runc.v2"\n`;
    have({
      [MAIN]: `version = ${version}\nimports = ["/etc/containerd/theirs.toml"]\n`,
      '/etc/containerd/theirs.toml': theirs,
    });
    const before = listing();
    machine.declare(FIRST);
    const { code, log } = await machine.run('once');
    if (isFirst) {
      expect(log).toContain('failed: containerd does not find the handler kata-clh in the new configuration');
      expect(listing()).toBe(before);
    } else {
      expect(code, log).toBe(0);
    }
  });
});
