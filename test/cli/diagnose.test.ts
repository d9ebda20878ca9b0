import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readBundleFiles } from '../../lib/cli/bundle-files.js';
import { bulkhead, MAIN, REPOSITORY, workspace } from './command.js';

const NO_RUNTIME = 'Mar 31 06:00:12 n1 containerd[1]: no runtime for "kata-clh" is configured\n';

describe('bulkhead diagnose', () => {
  it('names causes with what is seen, why, what to do and who says so', () => {
    const { code, stdout, stderr } = bulkhead(
      workspace({ 'bundle/n1/journal': NO_RUNTIME.repeat(7) }),
      'diagnose',
      'bundle',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^1\. cause \[handler-unknown\]: .*\n {3}seen {4}bundle\/n1\/journal:1: no runtime for "kata-clh" is configured\n {11}and 6 more\n {3}why {5}\S.*\n {3}fix {5}\S.*\n {3}source {2}https:\S+\n$/,
    );
    expect(stderr).toBe('read 1 files: 0 objects, 0 configurations of containerd, 0 of Kata; 32 failures looked for\n');
  });

  it('calls what is not certain a possible cause', () => {
    const folder = workspace({ journal: 'timed out connecting to vsock 1:1024\n' });
    expect(bulkhead(folder, 'diagnose', 'journal').stdout).toMatch(/^1\. possible cause \[agent-unreachable\]: /);
  });

  it('reads what is piped in', () => {
    const input = `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Event\n  metadata: {name: a}\n  message: ${JSON.stringify(NO_RUNTIME)}\n`;
    const { status, stdout } = spawnSync(process.execPath, [MAIN, 'diagnose', '-'], { input, encoding: 'utf8' });
    expect({ status, seen: /seen {4}(\S+)/.exec(stdout)?.[1] }).toEqual({ status: 0, seen: 'stdin:7:' });
  });

  it('reads what PowerShell writes', () => {
    const folder = workspace({});
    writeFileSync(join(folder, 'journal'), `\ufeff${NO_RUNTIME}`, 'utf16le');
    expect(bulkhead(folder, 'diagnose', 'journal').stdout).toContain('seen    journal:1: no runtime for "kata-clh"');
  });

  it('prints JSON', () => {
    const folder = workspace({ journal: NO_RUNTIME });
    expect(JSON.parse(bulkhead(folder, 'diagnose', '-o', 'json', 'journal').stdout)).toMatchObject({
      diagnoses: [
        {
          id: 'handler-unknown',
          certainty: 'certain',
          evidence: [{ file: 'journal', line: 1, text: 'no runtime for "kata-clh" is configured' }],
          found: 1,
        },
      ],
    });
  });

  it('says that nothing is recognised, and exits with 3', () => {
    const { code, stdout, stderr } = bulkhead(workspace({ journal: 'all is well\n' }), 'diagnose', 'journal');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('nothing is recognised, which does not mean that nothing is wrong');
  });

  it('exits with 2 when it cannot read all, whatever it finds', () => {
    const folder = workspace({ journal: NO_RUNTIME });
    const { code, stdout, stderr } = bulkhead(folder, 'diagnose', 'journal', 'missing');
    expect(code).toBe(2);
    expect(stdout).toContain('handler-unknown');
    expect(stderr).toMatch(/^error: missing cannot be read: /);
    expect(bulkhead(folder, 'diagnose').code).toBe(2);
  });

  it('shows what a file or a message holds so that no terminal obeys it', () => {
    const folder = workspace({ 'a\u001b[31m': NO_RUNTIME });
    const { stdout } = bulkhead(folder, 'diagnose', '.');
    expect(stdout).toContain('a\\x1b[31m:1: ');
    expect(stdout).not.toContain('\u001b');
  });

  it('finds the cause in the example of the documentation', () => {
    const { code, stdout } = bulkhead(REPOSITORY, 'diagnose', 'docs/examples/support-bundle');
    expect(code).toBe(0);
    expect([...stdout.matchAll(/^\d\. (.*\]):/gm)].map(([, head]) => head)).toEqual([
      'cause [handler-under-other-plugin]',
      'cause [handler-unknown]',
    ]);
  });
});

describe('the files of a bundle', () => {
  const shown = (folder: string, paths: readonly string[], limits?: Parameters<typeof readBundleFiles>[1]) => {
    const { files, passed, unread } = readBundleFiles(
      paths.map((path) => join(folder, path)),
      limits,
    );
    const relative = (path: string) => path.replace(`${folder}/`, '');
    const told = (list: typeof passed) => list.map(({ file, reason }) => `${relative(file)}: ${reason}`);
    return { files: files.map(({ path }) => relative(path)), passed: told(passed), unread: told(unread) };
  };

  it('are whatever is text, in every folder, under any name; links and pipes are left alone', () => {
    const folder = workspace({ 'b/x': 'b', 'b/.hidden': 'c', 'b/deep/er/log.1': 'd' });
    writeFileSync(join(folder, 'b/all.tgz'), gzipSync('x'));
    writeFileSync(join(folder, 'b/core'), new Uint8Array([127, 69, 76, 70, 0, 1]));
    writeFileSync(join(folder, 'b/latin'), new Uint8Array([0xe4, 0x0a]));
    symlinkSync('/etc/passwd', join(folder, 'b/link'));
    spawnSync('mkfifo', [join(folder, 'b/pipe')]);
    expect(shown(folder, ['b'])).toEqual({
      files: ['b/.hidden', 'b/deep/er/log.1', 'b/latin', 'b/x'],
      passed: [
        'b/all.tgz: compressed; unpack it first',
        'b/core: no text',
        'b/link: neither a file nor a folder',
        'b/pipe: neither a file nor a folder',
      ],
      unread: [],
    });
  });

  it('have limits, which are said', () => {
    const folder = workspace({ 'b/1': 'x'.repeat(3_000_000), 'b/2': 'x'.repeat(900_000), 'b/3': 'x'.repeat(900_000) });
    const MIB = 1024 * 1024;
    expect(shown(folder, ['b'], { fileBytes: 2 * MIB, totalBytes: 10 * MIB, entries: 10 })).toMatchObject({
      files: ['b/2', 'b/3'],
      unread: ['b/1: it is larger than 2 MiB; collect less, such as `journalctl --since` or `tail` gives'],
    });
    expect(shown(folder, ['b/2', 'b/3'], { fileBytes: 2 * MIB, totalBytes: MIB, entries: 10 })).toMatchObject({
      files: ['b/2'],
      unread: [
        'b/3: all files together are larger than 1 MiB; collect less, such as `journalctl --since` or `tail` gives',
      ],
    });
    expect(shown(folder, ['b'], { fileBytes: 9 * MIB, totalBytes: 9 * MIB, entries: 2 })).toMatchObject({
      files: ['b/1', 'b/2'],
      unread: ['b: more than 2 files and folders'],
    });
  });
});
