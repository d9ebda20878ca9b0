import { chmodSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PARTS, type Part } from '../../../scripts/cluster/parts.js';
import { workspace } from '../../cli/command.js';
import { bench } from './fake-go.js';

const NAMES = PARTS.map(({ name }) => name);
/** What a run said of each part. */
const said = (stdout: string) =>
  Object.fromEntries(
    [...stdout.matchAll(/^(\S+) (?:v\S+)? +(\S.*(?:\n {4}.*)*)/gm)].map(([, name, what]) => [name, what]),
  );
const all = (parts: readonly Part[], what: unknown) => Object.fromEntries(parts.map(({ name }) => [name, what]));
const UNPACKED = PARTS.filter((part) => 'unpacks' in part);
const sameForAll = (what: unknown) => ({
  ...Object.fromEntries(NAMES.map((name) => [name, what])),
  'redis-server': expect.stringMatching(/^found on the PATH: .*\/bin\/redis-server$/),
  openssl: expect.stringMatching(/^found on the PATH: .*\/bin\/openssl$/),
});
const compiled = (log: string[]) =>
  log.filter((line) => line.startsWith('build ')).map((line) => line.split(' ').at(-1));

describe('npm run cluster:build, with a fake go', () => {
  it('makes every part, and nothing a second time', async () => {
    const { run, log, folders, cache } = bench();
    const first = await run();
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(said(first.stdout)).toEqual({
      ...sameForAll(expect.stringMatching(/^built in \d+ s$/)),
      ...all(UNPACKED, expect.stringMatching(/^unpacked in \d+ s$/)),
    });
    expect(compiled(log())).toEqual([
      'go.etcd.io/etcd/server/v3',
      '.',
      'github.com/containerd/containerd/v2/cmd/containerd',
      'github.com/containerd/containerd/v2/cmd/ctr',
      'k8s.io/kubernetes/cmd/kube-apiserver',
      'k8s.io/kubernetes/cmd/kube-controller-manager',
      'k8s.io/kubernetes/cmd/kube-scheduler',
      'sigs.k8s.io/kwok/cmd/kwok',
      'github.com/argoproj/argo-cd/v3/cmd',
    ]);
    expect(folders('drafts')).toEqual([]);

    const listing = (part: string, below = '') => {
      const folder = join(cache, folders('parts').find((name) => name.startsWith(`${part}-v`)) ?? '', below);
      return Object.fromEntries(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777]));
    };
    expect(listing('etcd')).toEqual({ etcd: 0o755 });
    expect(listing('containerd')).toEqual({ containerd: 0o755, ctr: 0o755 });
    expect(listing('argocd')).toEqual({
      argocd: 0o755,
      'argocd-one.yaml': 0o644,
      'git-verify-wrapper.sh': 0o755,
      'gpg-wrapper.sh': 0o755,
    });
    expect(listing('pod-security-admission')).toEqual({ 'pod-security-admission': 0o755, one: expect.any(Number) });
    expect(listing('pod-security-admission', 'one')).toEqual({ 'two.yaml': 0o644 });
    expect(listing('harvester-crds')).toEqual({ 'harvesterhci.io_one.yaml': 0o644, 'volumesnapshotone.yaml': 0o644 });

    const asked = log().length;
    const second = await run();
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(said(second.stdout)).toEqual(sameForAll('there already'));
    expect(log().slice(asked)).toEqual(['env -json GOVERSION GOOS GOARCH']);
  });

  it('compiles the same on every machine, and where nothing is left behind', async () => {
    const { run, settings, cache } = bench();
    const own = {
      GOFLAGS: '-mod=mod -tags=mine',
      CGO_ENABLED: '1',
      GOTMPDIR: '/tmp',
      GOWORK: '/go.work',
      GOTOOLCHAIN: 'auto',
    };
    expect(await run(['etcd'], { ...own, GOPROXY: 'off' })).toMatchObject({ code: 0 });
    expect(settings()).toMatchObject({
      CGO_ENABLED: '0',
      GOFLAGS: '-mod=readonly -trimpath -buildvcs=false',
      GOPROXY: 'off',
      GOTMPDIR: expect.stringMatching(`^${cache}/\\.draft-\\w{6}$`),
      GOTOOLCHAIN: 'local',
      GOWORK: 'off',
    });
  });

  it('names what cannot be built, with the reason, and makes the rest', async () => {
    const { run, log, folders } = bench();
    const { code, stdout, stderr } = await run([], { FAILS: 'sigs.k8s.io/kwok' });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(said(stdout)).toEqual({
      ...sameForAll(expect.stringMatching(/^built in/)),
      ...all(UNPACKED, expect.stringMatching(/^unpacked in/)),
      kwok: [
        'cannot be built: fake complaint 1',
        ...[2, 3, 4, 5, 6].map((line) => `fake complaint ${line}`),
        '… and 2 more lines',
      ].join('\n    '),
    });
    expect(stdout).toMatch(/\n\nTests that need kwok are skipped until that is mended and this has run again\.\n$/);
    expect(folders('drafts')).toEqual([]);

    const asked = log().length;
    const mended = await run();
    expect(mended.code).toBe(0);
    expect(said(mended.stdout)).toMatchObject({ kwok: expect.stringMatching(/^built in/), argocd: 'there already' });
    expect(compiled(log().slice(asked))).toEqual(['sigs.k8s.io/kwok/cmd/kwok']);
  });

  it('gives the reason why a module cannot be had', async () => {
    const { code, stdout } = await bench().run(['harvester-crds'], { FAILS: 'github.com/harvester/harvester' });
    expect(code).toBe(1);
    expect(said(stdout)).toEqual({ 'harvester-crds': 'cannot be built: fake go: "no" module' });
  });

  it('fails a part whose module no longer has its files', async () => {
    const { run, env } = bench();
    const client = 'github.com/k8snetworkplumbingwg/network-attachment-definition-client';
    const file = 'artifacts/networks-crd.yaml';
    renameSync(join(env.FAKE, 'modules', client, file), join(env.FAKE, 'modules', client, 'artifacts/crd.yaml'));
    const { code, stdout } = await run(['network-attachment-definition-crds']);
    expect(code).toBe(1);
    expect(said(stdout)).toEqual({
      'network-attachment-definition-crds': `cannot be built: ${client} has no file ${file}`,
    });
  });

  it('takes no other version out of a Debian package, and says why there is none', async () => {
    const { run, folders } = bench();
    const of = async (env: Record<string, string>) => said((await run(['containerd-1'], env)).stdout)['containerd-1'];
    expect(await of({ FAILS: 'containerd' })).toContain('E: Unable to locate package containerd');
    expect(await of({ PACKAGED: '2.1.4-1' })).toBe(
      'cannot be built: containerd 1.x is wanted, and the package containerd is: containerd github.com/containerd/containerd 2.1.4-1',
    );
    expect(folders('parts')).toEqual([]);
    expect(await of({})).toMatch(/^unpacked in/);
    expect(await of({})).toBe('there already');
    expect(folders('drafts')).toEqual([]);
  });

  it('takes no other version out of a package of npm, and says why there is none', async () => {
    const { run, folders } = bench();
    const name = `node-${process.platform}-${process.arch}@24.21.0`;
    const of = async (env: Record<string, string>) => said((await run(['node-24'], env)).stdout)['node-24'];
    expect(await of({ FAILS: name })).toContain('npm error code E404');
    expect(await of({ PACKAGED: 'v24.2100.0' })).toBe(
      `cannot be built: Node 24.21.0 is wanted, and the package ${name} is: v24.2100.0`,
    );
    expect(folders('parts')).toEqual([]);
    expect(await of({})).toMatch(/^unpacked in/);
    expect(await of({})).toBe('there already');
    expect(folders('parts')).toEqual([name]);
    expect(folders('drafts')).toEqual([]);
  });

  it('makes only what is named, and knows its names', async () => {
    const { run, log, folders } = bench();
    expect(await run(['kwok', 'cdi-crds'])).toMatchObject({ code: 0 });
    expect(folders('parts').map((name) => name.replace(/-[0-9a-f]{16}$/, ''))).toEqual([
      'cdi-crds-v1.61.0',
      'kwok-v0.7.0',
    ]);
    const asked = log().length;
    const { code, stderr } = await run(['etdc']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: there is no part "etdc"; there are: redis-server, .*\betcd\b/);
    expect(log().slice(asked)).toEqual([]);
  });

  it('without go names every part with that reason, and how new a go it takes', async () => {
    const { run } = bench({ programs: [] });
    const { code, stdout, stderr } = await run();
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(said(stdout)).toEqual({
      ...sameForAll(expect.stringMatching(/^missing: there is no go on the PATH; it takes Go 1\.2\d\.\d or newer$/)),
      'redis-server': 'missing: not on the PATH; on Debian: apt-get install redis-server',
      openssl: 'missing: not on the PATH; on Debian: apt-get install openssl',
      ...all(UNPACKED, 'cannot be built: there is no npm here'),
      'containerd-1': 'cannot be built: there is no apt-get here',
      shellcheck: 'cannot be built: there is no apt-get here',
    });
    expect(said(stdout).argocd).toContain('Go 1.26.3');
  });

  it('takes programs that need nothing beside them from KUBEBUILDER_ASSETS', async () => {
    const { run } = bench({ programs: [] });
    const assets = workspace({ etcd: '', 'kube-apiserver': '', argocd: '', 'kube-scheduler/file': '', kwok: '' });
    for (const program of ['etcd', 'kube-apiserver', 'argocd']) chmodSync(join(assets, program), 0o755);
    const { code, stdout } = await run([], { KUBEBUILDER_ASSETS: assets });
    expect(code).toBe(1);
    expect(said(stdout)).toMatchObject({
      etcd: `found in KUBEBUILDER_ASSETS: ${assets}/etcd`,
      'kube-apiserver': `found in KUBEBUILDER_ASSETS: ${assets}/kube-apiserver`,
      // A folder, and a file that nobody may run.
      'kube-scheduler': expect.stringMatching(/^missing:/),
      kwok: expect.stringMatching(/^missing:/),
      argocd: expect.stringMatching(/^missing:/),
    });
  });
});
