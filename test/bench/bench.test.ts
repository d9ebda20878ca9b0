import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPOSITORY, workspace } from '../cli/command.js';

function bench(...args: string[]) {
  return spawnSync(process.execPath, [join(REPOSITORY, 'build/scripts/bench/main.js'), ...args], { encoding: 'utf8' });
}

describe('npm run bench', () => {
  it('measures two tenants, shows them, and keeps them in a file and in the documentation', {
    timeout: 120_000,
  }, () => {
    const folder = workspace({});
    const page = join(folder, 'performance.md');
    const json = join(folder, 'figures.json');
    copyFileSync(join(REPOSITORY, 'docs/performance.md'), page);
    const args = ['--tenants', '2', '--repeat', '1', '--only', 'bulkhead', '--folder', folder];
    const { status, stdout, stderr } = bench(...args, '--json', json, '--markdown', page);
    expect(stderr).not.toMatch(/error/i);
    expect(status).toBe(0);

    expect(stdout).toMatch(/^bulkhead synth +\d+\.\d\d · \d+\.\d\d · (\d+|\?)$/m);
    expect(stdout).toMatch(/^bulkhead, from model to files +\d+\.\d\d · \d+\.\d\d$/m);
    expect(stdout).toMatch(/^bulkhead, from model to files, judged +\d+\.\d\d · \d+\.\d\d$/m);
    expect(stdout).toMatch(/^bulkhead check, all rules +\d+\.\d\d · \d+\.\d\d · (\d+|\?)$/m);
    expect(stdout).toMatch(/^peak memory, 10,000 tenants +600 MiB +– +not measured$/m);

    const { samples } = JSON.parse(readFileSync(json, 'utf8')) as { samples: { samples: { cpu: number }[] }[] };
    expect(samples).toHaveLength(8);
    for (const { samples: runs } of samples) {
      expect(runs).toHaveLength(1);
      expect(runs[0]?.cpu).toBeGreaterThan(0);
    }

    const [before, after] = [readFileSync(join(REPOSITORY, 'docs/performance.md'), 'utf8'), readFileSync(page, 'utf8')];
    expect(after).toMatch(/^\| bulkhead synth \| \d/m);
    const outside = (text: string) => text.replace(/(<!-- figures[^\n]*\n)[\s\S]*(<!-- end)/, '$1$2');
    expect(outside(after)).toBe(outside(before));

    expect(readdirSync(folder).sort()).toEqual(['figures.json', 'performance.md']);
  });

  it('says which tools there are, and runs nothing', () => {
    const { status, stderr } = bench('--only', 'bulkhead,terraform');
    expect(status).toBe(1);
    expect(stderr).toContain(
      'there is no tool "terraform"; there are: bulkhead,cdk8s,helm,jsonnet,kustomize,kubeconform,conftest,kyverno',
    );
  });

  it('says before it measures that a page has no place for figures', () => {
    const folder = workspace({ 'page.md': '# Page\n' });
    const { status, stderr } = bench('--only', 'bulkhead', '--markdown', join(folder, 'page.md'));
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: \S+page.md has no place for figures: it needs the lines\n<!-- figures/);
  });
});
